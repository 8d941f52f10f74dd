-- The demonstration's tables. Each names the tier that keeps it.

-- Cloud bill: FOCUS 1.4, Cost and Usage.
CREATE TABLE focus_billing (
  billedcost numeric(38,10), effectivecost numeric(38,10), listcost numeric(38,10),
  contractedcost numeric(38,10),
  listunitprice numeric(38,10), contractedunitprice numeric(38,10), pricingcurrency text,
  pricingcurrencylistunitprice numeric(38,10), pricingcurrencycontractedunitprice numeric(38,10),
  pricingcurrencyeffectivecost numeric(38,10),
  pricingquantity numeric(38,10), pricingunit text, consumedquantity numeric(38,10),
  consumedunit text,
  billingperiodstart timestamptz, billingperiodend timestamptz, chargeperiodstart timestamptz,
  chargeperiodend timestamptz,
  billingaccountid text, billingaccountname text, billingaccounttype text, subaccountid text,
  subaccountname text, subaccounttype text, billingcurrency text,
  chargecategory text, chargeclass text, chargedescription text, chargefrequency text,
  pricingcategory text,
  commitmentdiscountid text, commitmentdiscountname text, commitmentdiscountcategory text,
  commitmentdiscounttype text, commitmentdiscountstatus text,
  commitmentdiscountquantity numeric(38,10), commitmentdiscountunit text,
  commitmentprogrameligibilitydetails text, capacityreservationid text,
  capacityreservationstatus text,
  contractapplied text, invoiceid text, invoicedetailid text, invoiceissuername text,
  serviceprovidername text, hostprovidername text,
  servicecategory text, servicesubcategory text, servicename text,
  skuid text, skumeter text, skupriceid text, skupricedetails text,
  resourceid text, resourcename text, resourcetype text, regionid text, regionname text,
  availabilityzone text,
  allocatedmethodid text, allocatedmethoddetails text, allocatedresourceid text,
  allocatedresourcename text, allocatedtags text,
  tags text
) USING OLAP
  WITH (partition_by = 'month(billingperiodstart),serviceprovidername', sort_by = 'resourceid');

-- Inventory: what exists now and how it is configured.
CREATE TABLE resources (
  resource_id text PRIMARY KEY, name text, provider text, service text, region text, env text,
  team text, instance_type text, vcpu int, memory_gib int, sku_price_id text, state text,
  config jsonb, embedding vector(16)
) USING OLTP;

-- Applications; tier 1 is the most important.
CREATE TABLE apps (
  app_id text PRIMARY KEY, name text, team text, tier int
) USING OLTP;

-- Resource src_id depends on resource dst_id.
CREATE TABLE depends_on (
  edge_id bigint PRIMARY KEY, src_id text, dst_id text, kind text
) USING OLTP;

-- Application app_id uses a resource.
CREATE TABLE app_uses (
  edge_id bigint PRIMARY KEY, app_id text, resource_id text
) USING OLTP;

-- Price of this minute per SKU price, in US dollars per unit.
CREATE TABLE live_price (
  sku_price_id text PRIMARY KEY, unit_price numeric(38,10), fetched_at timestamptz
) USING MEMORY WITH (ttl = '15 minutes', capacity = 1000000);

-- What each invoice bills: FOCUS 1.4, Invoice Detail.
CREATE TABLE focus_invoice_detail (
  invoiceid text, invoicedetailid text, invoiceissuername text, billingaccountid text,
  chargecategory text,
  billedcost numeric(38,10), billingcurrency text,
  billingperiodstart timestamptz, billingperiodend timestamptz,
  invoicedetaildescription text, invoicedetailgrain text, invoicedetailcreated timestamptz,
  invoicedetaillastupdated timestamptz, invoiceissuedate timestamptz,
  invoiceissuestatus text, paymentterms text, paymentduedate timestamptz, paymentcurrency text,
  paymentcurrencybilledcost numeric(38,10), paymentcurrencyinvoicedetailid text,
  purchaseordernumber text, referenceinvoiceid text
) USING OLAP;

-- Months and whether they are closed: FOCUS 1.4, Billing Period.
CREATE TABLE focus_billing_period (
  invoiceissuername text, billingperiodstart timestamptz, billingperiodend timestamptz,
  billingperiodstatus text, billingperiodcreated timestamptz, billingperiodlastupdated timestamptz
) USING OLAP;

-- What was promised to be spent: FOCUS 1.4, Contract Commitment.
CREATE TABLE focus_contract_commitment (
  contractid text, contractperiodstart timestamptz, contractperiodend timestamptz,
  contractcommitmentid text, contractcommitmenttype text, contractcommitmentcategory text,
  contractcommitmentdescription text,
  contractcommitmentcost numeric(38,10), contractcommitmentquantity numeric(38,10),
  contractcommitmentunit text,
  contractcommitmentperiodstart timestamptz, contractcommitmentperiodend timestamptz,
  contractcommitmentdurationtype text, contractcommitmentlifecyclestatus text,
  contractcommitmentmodel text, contractcommitmentbenefitcategory text,
  contractcommitmentdiscountpercentage numeric(38,10), contractcommitmentoffercategory text,
  contractcommitmentfulfillmentinterval text, contractcommitmentpaymentmodel text,
  contractcommitmentpaymentinterval text,
  contractcommitmentpaymentupfrontpercentage numeric(38,10),
  contractcommitmentapplicability text, contractcommitmentcreated timestamptz,
  contractcommitmentlastupdated timestamptz,
  billingcurrency text, pricingcurrency text,
  pricingcurrencycontractcommitmentcost numeric(38,10),
  invoiceissuername text, serviceprovidername text
) USING OLAP;
