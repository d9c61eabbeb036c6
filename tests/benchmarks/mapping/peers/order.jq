def trimmed:
  if startswith(" ") then .[1:] | trimmed elif endswith(" ") then .[:-1] | trimmed else . end;
def cents:
  (. * 100 | round) as $n | ($n / 100 | floor | tostring) + "." + (100 + $n % 100 | tostring | .[1:]);
def given(name): if . == null or . == "" then {} else {(name): .} end;

(.shipping_address // {}) as $shipping | (.customer // {}) as $customer | (.billing_address // {}) as $billing
| {externalOrderId: .id, orderNumber: .name, currency}
+ ($customer.email | given("email"))
+ ($customer.first_name | given("firstName"))
+ ($customer.last_name | given("lastName"))
+ (if .shipping_address then
    {shipTo: (($shipping.address1 | given("street")) + ($shipping.city | given("city")) + ($shipping.zip | given("zip")))}
  else {} end)
+ (if $billing.country_code then {billTo: {country: $billing.country_code}} else {} end)
+ (reduce .line_items[].quantity as $n (0; if type == "number" and ($n | type) == "number" then . + $n else "" end)
  | given("itemCount"))
+ ([.line_items[].sku | values] | join(",") | given("skus"))
+ (first(.note_attributes[] | select(.name == "gift_message") | .value) // null | given("giftMessage"))
+ ($shipping.phone // $customer.phone // $billing.phone | given("phone"))
+ (if .discount_codes[0] then .discount_codes[0] | {discount: {code, amount: (.amount | tonumber), type}} else {} end)
+ ($shipping.company // "" | trimmed | ascii_upcase | given("company"))
+ {orderDate: .created_at[:10], total: (.total_price | tonumber)}
+ (if $shipping.country_code then $codes[$shipping.country_code] | given("vatCode") else {} end)
+ {
  reference: ("WEB-" + (.name | ltrimstr("#"))),
  lines: [.line_items[] | {lineId: .id}
    + (.sku | given("sku"))
    + (.title | given("description"))
    + {quantity}
    + (.vendor | given("vendor"))
    + (.tax_lines[0].rate | given("taxRate"))
    + {discountTotal: (reduce .discount_allocations[].amount as $amount (0; . + ($amount | tonumber)))}
    + (first(.properties[] | select(.name == "engraving") | .value) // null | given("engraving"))
    + {unitPrice: (.price | tonumber | cents)}
    + (if .grams | type == "number" then {weightKg: (.grams / 1000)} else {} end)]
}
