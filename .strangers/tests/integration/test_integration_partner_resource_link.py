import pytest

# from visma.models import PartnerResourceLink
#
#
# class TestPartnerResourceLink:
#
#     def test_list_parnter_recoure_link(self):
#         pass
#
#     def test_get_partner_resource_link(self):
#         pass
#
#     def test_create_partner_recource_link(self):
#         pass
#
#     def test_update_partner_recource_link(self):
#         pass
#
#     def test_delete_partner_resource_link(self):
#         pass
