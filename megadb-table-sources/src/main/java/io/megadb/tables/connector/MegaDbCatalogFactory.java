package io.megadb.tables.connector;

import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** {@code CREATE CATALOG name WITH ('type' = 'megadb', 'data-dir' = '…')}. Stateless. */
public final class MegaDbCatalogFactory implements CatalogFactory {
  @Override
  public String factoryIdentifier() {
    return "megadb";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(CatalogOptions.DATA_DIR);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(CatalogOptions.DEFAULT_DATABASE);
  }

  @Override
  public Catalog createCatalog(Context context) {
    FactoryUtil.CatalogFactoryHelper helper =
        FactoryUtil.createCatalogFactoryHelper(this, context);
    helper.validate();
    return new MegaDbCatalog(
        context.getName(),
        helper.getOptions().get(CatalogOptions.DEFAULT_DATABASE),
        Path.of(helper.getOptions().get(CatalogOptions.DATA_DIR)),
        context.getClassLoader());
  }
}
