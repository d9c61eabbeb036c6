from .absence_registration import AbsenceRegistration
from .absence_registration_transaction import AbsenceRegistrationTransaction
from .account import Account
from .account_class import AccountClass
from .account_classification import AccountClassification
from .account_classification_name import AccountClassificationName
from .account_involved_account import AccountInvolvedAccount
from .account_owner import AccountOwner
from .account_status import AccountStatus
from .accountant_info import AccountantInfo
from .address import Address
from .address_state import AddressState
from .all_division import AllDivision
from .allocation_rule import AllocationRule
from .assembly_bill_of_material_header import AssemblyBillOfMaterialHeader
from .assembly_bill_of_material_material import AssemblyBillOfMaterialMaterial
from .assembly_order import AssemblyOrder
from .asset import Asset
from .asset_group import AssetGroup
from .available_feature import AvailableFeature
from .bank import Bank
from .bank_account import BankAccount
from .bank_entry import BankEntry
from .bank_entry_line import BankEntryLine
from .base import StrictModel
from .batch_number import BatchNumber
from .bill_of_material_material import BillOfMaterialMaterial
from .bill_of_material_version import BillOfMaterialVersion
from .blocked_project_purchase import BlockedProjectPurchase
from .blocked_project_sale import BlockedProjectSale
from .budget import Budget
from .budget_scenario import BudgetScenario
from .bulk import (
    BulkCRMAccount,
    BulkCRMAddress,
    BulkCRMContact,
    BulkCRMQuotation,
    BulkCRMQuotationLine,
    BulkDocument,
    BulkDocumentAttachment,
)
from .by_product import ByProduct
from .cash_entry import CashEntry
from .cash_entry_line import CashEntryLine
from .commercial_building_value import CommercialBuildingValue
from .communication_note import CommunicationNote
from .complaint import Complaint
from .contact import Contact
from .cost_by_date import CostByDate
from .cost_by_id import CostById
from .cost_type import CostType
from .costcenter import Costcenter
from .costunit import Costunit
from .currency import Currency
from .customer_item import CustomerItem
from .deductibility_percentage import DeductibilityPercentage
from .department import Department
from .depreciation_method import DepreciationMethod
from .direct_debit_mandate import DirectDebitMandate
from .division import Division
from .division_class import DivisionClass
from .division_class_name import DivisionClassName
from .division_class_value import DivisionClassValue
from .document import Document
from .document_attachment import DocumentAttachment
from .document_attachment_info import DocumentAttachmentInfo
from .document_category import DocumentCategory
from .document_folder import DocumentFolder
from .document_type import DocumentType
from .document_type_category import DocumentTypeCategory
from .document_type_folder import DocumentTypeFolder
from .drop_shipment import DropShipment
from .drop_shipment_line import DropShipmentLine
from .employee import Employee
from .employment import Employment
from .employment_active_employment import EmploymentActiveEmployment
from .employment_cla import EmploymentCLA
from .employment_condition_group import EmploymentConditionGroup
from .employment_contract import EmploymentContract
from .employment_internal_rate import EmploymentInternalRate
from .employment_organization import EmploymentOrganization
from .employment_organizational_unit import EmploymentOrganizationalUnit
from .employment_salary import EmploymentSalary
from .employment_step import EmploymentStep
from .employment_tax_authorities_general import EmploymentTaxAuthoritiesGeneral
from .employment_term import EmploymentTerm
from .employment_working_hour import EmploymentWorkingHour
from .event import Event
from .exchange_rate import ExchangeRate
from .expense import Expense
from .expense_report import ExpenseReport
from .financial_period import FinancialPeriod
from .general_journal_entry import GeneralJournalEntry
from .general_journal_entry_line import GeneralJournalEntryLine
from .get_most_recently_used_division import GetMostRecentlyUsedDivision
from .gl_account import GLAccount
from .gl_account_classification_mapping import GLAccountClassificationMapping
from .gl_classification import GLClassification
from .gl_scheme import GLScheme
from .gl_transaction_source import GLTransactionSource
from .gl_transaction_type import GLTransactionType
from .goods_delivery import GoodsDelivery
from .goods_delivery_line import GoodsDeliveryLine
from .hour_cost_type import HourCostType
from .hour_type import HourType
from .hour_type_budget import HourTypeBudget
from .hours_by_date import HoursByDate
from .incoterm import Incoterm
from .inventory_item_storage_location import InventoryItemStorageLocation
from .inventory_item_warehouse import InventoryItemWarehouse
from .inventory_serial_batch_number import InventorySerialBatchNumber
from .inventory_stock_position import InventoryStockPosition
from .inventory_stock_serial_batch_number import InventoryStockSerialBatchNumber
from .inventory_storage_location_stock_position import (
    InventoryStorageLocationStockPosition,
)
from .involved_user import InvolvedUser
from .involved_user_role import InvolvedUserRole
from .item import Item
from .item_assortment import ItemAssortment
from .item_assortment_property import ItemAssortmentProperty
from .item_charge_relation import ItemChargeRelation
from .item_group import ItemGroup
from .item_materials_planning import ItemMaterialsPlanning
from .item_version import ItemVersion
from .item_warehouse import ItemWarehouse
from .item_warehouse_planning_detail import ItemWarehousePlanningDetail
from .item_warehouse_storage_location import ItemWarehouseStorageLocation
from .job_group import JobGroup
from .job_title import JobTitle
from .journal import Journal
from .layout import Layout
from .lead_purpose import LeadPurpose
from .lead_source import LeadSource
from .leave_absence_hours_by_day import LeaveAbsenceHoursByDay
from .leave_build_up_registration import LeaveBuildUpRegistration
from .leave_registration import LeaveRegistration
from .mail_message_attachment import MailMessageAttachment
from .mail_messages_sent import MailMessagesSent
from .mailbox import Mailbox
from .material_issue import MaterialIssue
from .material_reversal import MaterialReversal
from .me import Me
from .official_return import OfficialReturn
from .operation import Operation
from .operation_resource import OperationResource
from .opportunity import Opportunity
from .opportunity_contact import OpportunityContact
from .payment import Payment
from .payment_condition import PaymentCondition
from .planned_sales_return import PlannedSalesReturn
from .planned_sales_return_line import PlannedSalesReturnLine
from .planned_shop_order import PlannedShopOrder
from .planning_release import PlanningRelease
from .production_area import ProductionArea
from .production_order import ProductionOrder
from .project import Project
from .project_classification import ProjectClassification
from .project_hour_budget import ProjectHourBudget
from .project_planning import ProjectPlanning
from .project_planning_recurring import ProjectPlanningRecurring
from .project_wbs import ProjectWBS
from .purchase_item_price import PurchaseItemPrice
from .purchase_order import PurchaseOrder
from .purchase_order_line import PurchaseOrderLine
from .quotation import Quotation
from .quotation_line import QuotationLine
from .quotation_order_charge_line import QuotationOrderChargeLine
from .quotation_status import QuotationStatus
from .reason_code import ReasonCode
from .reason_codes_link_type import ReasonCodesLinkType
from .receivable import Receivable
from .reporting_balance import ReportingBalance
from .request_attachment import RequestAttachment
from .sales_invoice import SalesInvoice
from .sales_invoice_line import SalesInvoiceLine
from .sales_invoice_order_charge_line import SalesInvoiceOrderChargeLine
from .sales_invoice_status import SalesInvoiceStatus
from .sales_item_price import SalesItemPrice
from .sales_order import SalesOrder
from .sales_order_line import SalesOrderLine
from .sales_order_order_charge_line import SalesOrderOrderChargeLine
from .sales_order_status import SalesOrderStatus
from .sales_price_list_volume_discount import SalesPriceListVolumeDiscount
from .schedule import Schedule
from .schedule_entry import ScheduleEntry
from .selection_code import SelectionCode
from .service_request import ServiceRequest
from .shop_order import ShopOrder
from .shop_order_material_plan import ShopOrderMaterialPlan
from .shop_order_purchase_planning import ShopOrderPurchasePlanning
from .shop_order_routing_step_plan import ShopOrderRoutingStepPlan
from .shop_order_sub_order import ShopOrderSubOrder
from .solution_link import SolutionLink
from .stock_batch_number import StockBatchNumber
from .stock_count import StockCount
from .stock_count_line import StockCountLine
from .stock_serial_number import StockSerialNumber
from .storage_location import StorageLocation
from .sub_order_reversal import SubOrderReversal
from .subscription import Subscription
from .subscription_line import SubscriptionLine
from .subscription_line_type import SubscriptionLineType
from .subscription_reason_code import SubscriptionReasonCode
from .subscription_restriction_employee import SubscriptionRestrictionEmployee
from .subscription_restriction_item import SubscriptionRestrictionItem
from .subscription_type import SubscriptionType
from .supplier_item import SupplierItem
from .task import Task
from .task_type import TaskType
from .time_and_billing_entry_account import TimeAndBillingEntryAccount
from .time_cost_transaction import TimeCostTransaction
from .transaction_line import TransactionLine
from .unit import Unit
from .user_role import UserRole
from .user_roles_per_division import UserRolesPerDivision
from .vat_code import VATCode
from .vat_percentage import VatPercentage
from .warehouse import Warehouse
from .warehouse_transfer import WarehouseTransfer
from .warehouse_transfer_line import WarehouseTransferLine
from .webhook_subscription import WebhookSubscription

__all__ = [
    "StrictModel",
    "AccountStatus",
    "SalesInvoiceStatus",
    "AbsenceRegistration",
    "AbsenceRegistrationTransaction",
    "Account",
    "AccountInvolvedAccount",
    "AccountOwner",
    "AllocationRule",
    "Asset",
    "AssetGroup",
    "AssemblyBillOfMaterialHeader",
    "AssemblyBillOfMaterialMaterial",
    "AssemblyOrder",
    "Bank",
    "BankEntry",
    "BankEntryLine",
    "BatchNumber",
    "Budget",
    "BudgetScenario",
    "AccountClass",
    "AccountClassification",
    "AccountClassificationName",
    "Address",
    "AddressState",
    "BankAccount",
    "BulkCRMAccount",
    "BulkCRMAddress",
    "BulkCRMContact",
    "BulkCRMQuotation",
    "BulkCRMQuotationLine",
    "BulkDocument",
    "BulkDocumentAttachment",
    "CashEntry",
    "CashEntryLine",
    "CommercialBuildingValue",
    "CommunicationNote",
    "Complaint",
    "Contact",
    "Costcenter",
    "Costunit",
    "Currency",
    "CustomerItem",
    "Document",
    "DocumentAttachment",
    "DocumentAttachmentInfo",
    "DocumentCategory",
    "DocumentFolder",
    "DocumentType",
    "DocumentTypeCategory",
    "DocumentTypeFolder",
    "DeductibilityPercentage",
    "Department",
    "DepreciationMethod",
    "DirectDebitMandate",
    "Division",
    "DivisionClass",
    "DivisionClassName",
    "DivisionClassValue",
    "DropShipment",
    "DropShipmentLine",
    "EmploymentConditionGroup",
    "Event",
    "ExchangeRate",
    "Expense",
    "ExpenseReport",
    "FinancialPeriod",
    "GeneralJournalEntry",
    "GeneralJournalEntryLine",
    "GLAccountClassificationMapping",
    "GLScheme",
    "GLTransactionSource",
    "GLTransactionType",
    "GLAccount",
    "GLClassification",
    "GoodsDelivery",
    "Incoterm",
    "GoodsDeliveryLine",
    "InvolvedUser",
    "InvolvedUserRole",
    "Item",
    "ItemAssortment",
    "ItemAssortmentProperty",
    "ItemChargeRelation",
    "ItemGroup",
    "ItemVersion",
    "JobGroup",
    "JobTitle",
    "Journal",
    "Layout",
    "LeadPurpose",
    "LeaveAbsenceHoursByDay",
    "LeaveBuildUpRegistration",
    "LeaveRegistration",
    "LeadSource",
    "OfficialReturn",
    "Opportunity",
    "OpportunityContact",
    "Payment",
    "PaymentCondition",
    "PlannedSalesReturn",
    "PlannedSalesReturnLine",
    "ProjectWBS",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "SupplierItem",
    "Unit",
    "Quotation",
    "QuotationLine",
    "QuotationOrderChargeLine",
    "QuotationStatus",
    "ReasonCode",
    "ReasonCodesLinkType",
    "Receivable",
    "ReportingBalance",
    "RequestAttachment",
    "InventoryItemStorageLocation",
    "InventoryItemWarehouse",
    "ItemWarehouse",
    "ItemWarehousePlanningDetail",
    "ItemWarehouseStorageLocation",
    "InventorySerialBatchNumber",
    "InventoryStockPosition",
    "InventoryStockSerialBatchNumber",
    "InventoryStorageLocationStockPosition",
    "SalesInvoice",
    "SalesInvoiceLine",
    "SalesInvoiceOrderChargeLine",
    "SalesOrder",
    "SalesOrderLine",
    "SalesOrderOrderChargeLine",
    "SalesOrderStatus",
    "SalesItemPrice",
    "Schedule",
    "SelectionCode",
    "ServiceRequest",
    "SolutionLink",
    "StockBatchNumber",
    "StockCount",
    "StockCountLine",
    "StockSerialNumber",
    "StorageLocation",
    "Task",
    "TaskType",
    "TransactionLine",
    "Warehouse",
    "WarehouseTransfer",
    "WarehouseTransferLine",
    "AccountantInfo",
    "AllDivision",
    "AvailableFeature",
    "BillOfMaterialMaterial",
    "BillOfMaterialVersion",
    "BlockedProjectPurchase",
    "BlockedProjectSale",
    "ByProduct",
    "CostByDate",
    "CostById",
    "CostType",
    "Employee",
    "Employment",
    "EmploymentActiveEmployment",
    "EmploymentCLA",
    "EmploymentContract",
    "EmploymentInternalRate",
    "EmploymentOrganization",
    "EmploymentOrganizationalUnit",
    "EmploymentSalary",
    "EmploymentStep",
    "EmploymentTaxAuthoritiesGeneral",
    "EmploymentTerm",
    "EmploymentWorkingHour",
    "GetMostRecentlyUsedDivision",
    "HourCostType",
    "HourType",
    "HourTypeBudget",
    "HoursByDate",
    "ItemMaterialsPlanning",
    "MailMessageAttachment",
    "MailMessagesSent",
    "Mailbox",
    "MaterialIssue",
    "MaterialReversal",
    "Me",
    "Operation",
    "OperationResource",
    "PlannedShopOrder",
    "PlanningRelease",
    "ProductionArea",
    "ProductionOrder",
    "Project",
    "ProjectClassification",
    "ProjectHourBudget",
    "ProjectPlanning",
    "ProjectPlanningRecurring",
    "PurchaseItemPrice",
    "SalesPriceListVolumeDiscount",
    "ScheduleEntry",
    "ShopOrder",
    "ShopOrderMaterialPlan",
    "ShopOrderPurchasePlanning",
    "ShopOrderRoutingStepPlan",
    "ShopOrderSubOrder",
    "SubOrderReversal",
    "Subscription",
    "SubscriptionLine",
    "SubscriptionLineType",
    "SubscriptionReasonCode",
    "SubscriptionRestrictionEmployee",
    "SubscriptionRestrictionItem",
    "SubscriptionType",
    "TimeAndBillingEntryAccount",
    "TimeCostTransaction",
    "UserRole",
    "UserRolesPerDivision",
    "VATCode",
    "VatPercentage",
    "WebhookSubscription",
]
