package io.megadb.gateway.focus;

import java.util.List;

/** The tables of the demonstration, in the order to create and load them. */
public enum DemoTable {
  FOCUS_BILLING(FocusDataSet.COST_AND_USAGE),
  RESOURCES(
      "resources",
      "resource_id,name,provider,service,region,env,team,instance_type,vcpu,memory_gib,sku_price_id,"
          + "state,config,embedding"),
  APPS("apps", "app_id,name,team,tier"),
  DEPENDS_ON("depends_on", "edge_id,src_id,dst_id,kind"),
  APP_USES("app_uses", "edge_id,app_id,resource_id"),
  LIVE_PRICE("live_price", "sku_price_id,unit_price,fetched_at"),
  FOCUS_INVOICE_DETAIL(FocusDataSet.INVOICE_DETAIL),
  FOCUS_BILLING_PERIOD(FocusDataSet.BILLING_PERIOD),
  FOCUS_CONTRACT_COMMITMENT(FocusDataSet.CONTRACT_COMMITMENT);

  private final String tableName;
  private final String columns;

  DemoTable(FocusDataSet dataSet) {
    this(dataSet.tableName(), String.join(",", dataSet.columnNames()));
  }

  /** The table that keeps a data set. */
  static DemoTable of(FocusDataSet dataSet) {
    return switch (dataSet) {
      case COST_AND_USAGE -> FOCUS_BILLING;
      case INVOICE_DETAIL -> FOCUS_INVOICE_DETAIL;
      case BILLING_PERIOD -> FOCUS_BILLING_PERIOD;
      case CONTRACT_COMMITMENT -> FOCUS_CONTRACT_COMMITMENT;
    };
  }

  DemoTable(String tableName, String columns) {
    this.tableName = tableName;
    this.columns = columns;
  }

  /** Name to use in SQL. */
  public String tableName() {
    return tableName;
  }

  /** Column names in the order of the CSV and of the CREATE TABLE statement. */
  public List<String> columns() {
    return List.of(columns.split(","));
  }

  /** The CREATE TABLE statement, with its tier and without a semicolon. */
  public String createStatement() {
    String schema = SqlResource.read("schema.sql");
    int start = schema.indexOf("CREATE TABLE " + tableName + " ");
    return schema.substring(start, schema.indexOf(';', start));
  }

  /** The statement that loads the generated CSV. */
  public String copyStatement() {
    return "COPY " + tableName + " FROM STDIN WITH (FORMAT csv, HEADER true)";
  }
}
