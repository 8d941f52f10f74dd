package io.megadb.gateway.focus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The data sets of FOCUS 1.4. */
public enum FocusDataSet {
  COST_AND_USAGE("cost-and-usage", "Cost and Usage", "focus_billing", costAndUsage()),
  INVOICE_DETAIL(
      "invoice-detail",
      "Invoice Detail",
      "focus_invoice_detail",
      columns(
          """
          InvoiceId text
          InvoiceDetailId text
          InvoiceIssuerName text
          BillingAccountId text
          ChargeCategory text
          BilledCost decimal
          BillingCurrency text
          BillingPeriodStart timestamp
          BillingPeriodEnd timestamp
          InvoiceDetailDescription text
          InvoiceDetailGrain json
          InvoiceDetailCreated timestamp
          InvoiceDetailLastUpdated timestamp
          InvoiceIssueDate timestamp
          InvoiceIssueStatus text
          PaymentTerms text
          PaymentDueDate timestamp
          PaymentCurrency text
          PaymentCurrencyBilledCost decimal
          PaymentCurrencyInvoiceDetailId text
          PurchaseOrderNumber text
          ReferenceInvoiceId text
          """)),
  BILLING_PERIOD(
      "billing-period",
      "Billing Period",
      "focus_billing_period",
      columns(
          """
          InvoiceIssuerName text
          BillingPeriodStart timestamp
          BillingPeriodEnd timestamp
          BillingPeriodStatus text
          BillingPeriodCreated timestamp
          BillingPeriodLastUpdated timestamp
          """)),
  CONTRACT_COMMITMENT(
      "contract-commitment",
      "Contract Commitment",
      "focus_contract_commitment",
      columns(
          """
          ContractId text
          ContractPeriodStart timestamp
          ContractPeriodEnd timestamp
          ContractCommitmentId text
          ContractCommitmentType text
          ContractCommitmentCategory text
          ContractCommitmentDescription text
          ContractCommitmentCost decimal
          ContractCommitmentQuantity decimal
          ContractCommitmentUnit text
          ContractCommitmentPeriodStart timestamp
          ContractCommitmentPeriodEnd timestamp
          ContractCommitmentDurationType text
          ContractCommitmentLifecycleStatus text
          ContractCommitmentModel text
          ContractCommitmentBenefitCategory text
          ContractCommitmentDiscountPercentage decimal
          ContractCommitmentOfferCategory text
          ContractCommitmentFulfillmentInterval text
          ContractCommitmentPaymentModel text
          ContractCommitmentPaymentInterval text
          ContractCommitmentPaymentUpfrontPercentage decimal
          ContractCommitmentApplicability json
          ContractCommitmentCreated timestamp
          ContractCommitmentLastUpdated timestamp
          BillingCurrency text
          PricingCurrency text
          PricingCurrencyContractCommitmentCost decimal
          InvoiceIssuerName text
          ServiceProviderName text
          """));

  private final String option;
  private final String title;
  private final String tableName;

  @SuppressWarnings("ImmutableEnumChecker") // Both makers of it give immutable lists.
  private final List<DataSetColumn> columns;

  FocusDataSet(String option, String title, String tableName, List<DataSetColumn> columns) {
    this.option = option;
    this.title = title;
    this.tableName = tableName;
    this.columns = columns;
  }

  private static List<DataSetColumn> costAndUsage() {
    return Stream.of(FocusColumn.values())
        .map(column -> new DataSetColumn(column.focusName(), column.kind()))
        .toList();
  }

  private static List<DataSetColumn> columns(String lines) {
    List<DataSetColumn> columns = new ArrayList<>();
    for (String line : lines.strip().split("\n", -1)) {
      int at = line.indexOf(' ');
      columns.add(
          new DataSetColumn(
              line.substring(0, at),
              FocusColumn.Kind.valueOf(line.substring(at + 1).toUpperCase(Locale.ROOT))));
    }
    return List.copyOf(columns);
  }

  /** Name in options, such as {@code invoice-detail}. */
  public String option() {
    return option;
  }

  /** Name in the specification, such as {@code Invoice Detail}. */
  public String title() {
    return title;
  }

  /** Table that keeps it unless another one is named. */
  public String tableName() {
    return tableName;
  }

  /** Columns in the order of the table. */
  public List<DataSetColumn> columns() {
    return columns;
  }

  /** Names of the table's columns. */
  public List<String> columnNames() {
    return columns.stream().map(DataSetColumn::columnName).toList();
  }

  /** The data set with a name in options, or null. */
  public static FocusDataSet ofOption(String option) {
    for (FocusDataSet set : values()) {
      if (set.option.equals(option)) {
        return set;
      }
    }
    return null;
  }

  /**
   * The data set that has most of an export's columns; Cost and Usage where it has as many as
   * others.
   */
  static FocusDataSet of(Collection<String> exportColumns) {
    Set<String> names = new HashSet<>();
    exportColumns.forEach(column -> names.add(ColumnMapping.lowerCase(column)));
    FocusDataSet best = COST_AND_USAGE;
    long most = -1;
    for (FocusDataSet set : values()) {
      long matches = set.columnNames().stream().filter(names::contains).count();
      if (matches > most) {
        most = matches;
        best = set;
      }
    }
    return best;
  }
}
