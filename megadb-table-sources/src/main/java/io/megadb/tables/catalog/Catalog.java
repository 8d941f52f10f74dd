package io.megadb.tables.catalog;

import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All objects at one version. Immutable; {@link #apply} makes the next one. */
public final class Catalog implements CatalogSnapshot {
  private final long version;
  private final Map<String, SchemaDefinition> schemas;
  private final Map<String, Map<String, TableDefinition>> tables;
  private final Map<Integer, TableDefinition> byOid;
  private final Map<Integer, TableAnalysis> analyses;
  private final List<TableDefinition> all;

  private Catalog(
      long version,
      Map<String, SchemaDefinition> schemas,
      Map<String, Map<String, TableDefinition>> tables,
      Map<Integer, TableDefinition> byOid,
      Map<Integer, TableAnalysis> analyses) {
    this.version = version;
    this.schemas = schemas;
    this.tables = tables;
    this.byOid = byOid;
    this.analyses = analyses;
    this.all = tables.values().stream().flatMap(schema -> schema.values().stream()).toList();
  }

  /** A catalog of these objects. */
  public static Catalog of(
      long version, Collection<SchemaDefinition> schemas, Collection<TableDefinition> tables) {
    return of(version, schemas, tables, List.of());
  }

  /** A catalog of these objects, with what ANALYZE found in some tables. */
  public static Catalog of(
      long version,
      Collection<SchemaDefinition> schemas,
      Collection<TableDefinition> tables,
      Collection<TableAnalysis> analyses) {
    Builder builder =
        new Builder(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    schemas.forEach(builder::put);
    tables.forEach(builder::put);
    analyses.forEach(analysis -> builder.analyses.put(analysis.table(), analysis));
    return builder.build(version);
  }

  /** The catalog after some changes. */
  public Catalog apply(List<CatalogEdit> edits, long newVersion) {
    Map<String, Map<String, TableDefinition>> copy = new TreeMap<>();
    tables.forEach((schema, byName) -> copy.put(schema, new TreeMap<>(byName)));
    Builder builder =
        new Builder(new TreeMap<>(schemas), copy, new TreeMap<>(byOid), new TreeMap<>(analyses));
    for (CatalogEdit edit : edits) {
      if (edit instanceof CatalogEdit.PutSchema put) {
        builder.put(put.schema());
      } else if (edit instanceof CatalogEdit.DropSchema drop) {
        builder.schemas.values().removeIf(schema -> schema.oid() == drop.oid());
      } else if (edit instanceof CatalogEdit.PutTable put) {
        builder.put(put.table());
      } else if (edit instanceof CatalogEdit.DropTable drop) {
        builder.remove(drop.oid());
      } else if (edit instanceof CatalogEdit.PutAnalysis put) {
        builder.analyses.put(put.table().oid(), put.analysis());
      } else if (edit instanceof CatalogEdit.DropAnalysis drop) {
        builder.analyses.remove(drop.analysis().table());
      }
    }
    return builder.build(newVersion);
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public List<SchemaDefinition> schemas() {
    return List.copyOf(schemas.values());
  }

  /** The schema, or null. */
  public SchemaDefinition schema(String name) {
    return schemas.get(name);
  }

  @Override
  public List<TableDefinition> tables() {
    return all;
  }

  @Override
  public TableDefinition table(String schema, String name) {
    return tables.getOrDefault(schema, Map.of()).get(name);
  }

  @Override
  public TableDefinition table(int oid) {
    return byOid.get(oid);
  }

  @Override
  public TableAnalysis analysis(int oid) {
    return analyses.get(oid);
  }

  private record Builder(
      Map<String, SchemaDefinition> schemas,
      Map<String, Map<String, TableDefinition>> tables,
      Map<Integer, TableDefinition> byOid,
      Map<Integer, TableAnalysis> analyses) {
    void put(SchemaDefinition schema) {
      schemas.values().removeIf(other -> other.oid() == schema.oid());
      schemas.put(schema.name(), schema);
    }

    void put(TableDefinition table) {
      remove(table.oid());
      byOid.put(table.oid(), table);
      tables.computeIfAbsent(table.schema(), name -> new TreeMap<>()).put(table.name(), table);
    }

    void remove(int oid) {
      TableDefinition old = byOid.remove(oid);
      if (old != null) {
        tables.get(old.schema()).remove(old.name());
      }
    }

    Catalog build(long version) {
      return new Catalog(version, schemas, tables, byOid, analyses);
    }
  }
}
