package io.megadb.tables.catalog;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.codec.ByteReader;
import io.megadb.tables.codec.ByteWriter;
import io.megadb.type.BaseType;
import io.megadb.type.MissingForm;
import io.megadb.type.PgType;
import io.megadb.type.TypeForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Definitions as bytes: a version byte, then the record's fields in order; integers of four bytes,
 * texts with their length. Version 1 knew neither columns' missing values nor the last attnum of a
 * table, version 2 neither types nor indexes of plugins; they are read still. Stateless.
 */
public final class DefinitionCodec {
  private static final int VERSION = 3;

  private DefinitionCodec() {}

  public static byte[] encode(SchemaDefinition schema) {
    ByteWriter out = new ByteWriter(64);
    out.put(VERSION);
    out.putInt(schema.oid());
    out.putText(schema.name());
    out.putText(schema.owner());
    out.putText(schema.comment());
    return out.toArray();
  }

  public static SchemaDefinition decodeSchema(byte[] bytes) {
    ByteReader in = open(bytes);
    return new SchemaDefinition(in.getInt(), in.getText(), in.getText(), in.getText());
  }

  public static byte[] encode(TableDefinition table) {
    ByteWriter out = new ByteWriter(256);
    out.put(VERSION);
    out.putInt(table.oid());
    out.putText(table.schema());
    out.putText(table.name());
    out.put(table.kind().code());
    out.putVarint(table.columns().size());
    for (ColumnDefinition column : table.columns()) {
      out.putInt(column.attnum());
      out.putText(column.name());
      out.putInt(column.type().oid());
      out.putInt(column.type().typmod());
      out.put(column.notNull() ? 1 : 0);
      out.putText(column.defaultSql());
      out.putText(column.comment());
      out.putText(column.missing());
      TypeForm form = column.type().base().form();
      out.putText(form == null ? null : column.type().base().name());
      out.putText(form == null ? null : form.plugin());
    }
    encodeKey(table.primaryKey(), out);
    out.putVarint(table.checks().size());
    for (CheckDefinition check : table.checks()) {
      out.putInt(check.oid());
      out.putText(check.name());
      out.putText(check.sql());
    }
    out.putText(table.accessMethod());
    encodeOptions(table.options(), out);
    out.putText(table.viewSql());
    out.putText(table.owner());
    out.putText(table.comment());
    out.putInt(table.lastAttnum());
    out.putVarint(table.indexes().size());
    for (IndexDefinition index : table.indexes()) {
      encodeIndex(index, out);
    }
    return out.toArray();
  }

  private static void encodeKey(PrimaryKey key, ByteWriter out) {
    out.put(key == null ? 0 : 1);
    if (key == null) {
      return;
    }
    out.putInt(key.oid());
    out.putInt(key.indexOid());
    out.putText(key.name());
    out.putVarint(key.columns().size());
    key.columns().forEach(out::putVarint);
    out.put(key.enforced() ? 1 : 0);
  }

  /**
   * @param types the type of an oid; null for one whose plugin is not here
   */
  public static TableDefinition decodeTable(byte[] bytes, IntFunction<BaseType> types) {
    int version = bytes[0];
    boolean first = version == 1;
    ByteReader in = open(bytes);
    int oid = in.getInt();
    String schema = in.getText();
    String name = in.getText();
    RelationKind kind = kind((char) in.get());
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int i = in.getVarint(); i > 0; i--) {
      columns.add(decodeColumn(in, version, types));
    }
    PrimaryKey key = in.get() == 0 ? null : decodeKey(in);
    List<CheckDefinition> checks = new ArrayList<>();
    for (int i = in.getVarint(); i > 0; i--) {
      checks.add(new CheckDefinition(in.getInt(), in.getText(), in.getText()));
    }
    String accessMethod = in.getText();
    Map<String, String> options = decodeOptions(in);
    String viewSql = in.getText();
    String owner = in.getText();
    String comment = in.getText();
    TableDefinition table =
        new TableDefinition(
            oid,
            schema,
            name,
            kind,
            columns,
            key,
            checks,
            accessMethod,
            options,
            viewSql,
            owner,
            comment);
    if (first) {
      return table;
    }
    TableDefinition numbered = table.withLastAttnum(in.getInt());
    if (version < 3) {
      return numbered;
    }
    List<IndexDefinition> indexes = new ArrayList<>();
    for (int i = in.getVarint(); i > 0; i--) {
      indexes.add(decodeIndex(in));
    }
    return numbered.withIndexes(indexes);
  }

  private static void encodeIndex(IndexDefinition index, ByteWriter out) {
    out.putInt(index.oid());
    out.putText(index.name());
    out.putText(index.method());
    out.putInt(index.attnum());
    out.putText(index.operatorClass());
    encodeOptions(index.options(), out);
  }

  private static IndexDefinition decodeIndex(ByteReader in) {
    return new IndexDefinition(
        in.getInt(), in.getText(), in.getText(), in.getInt(), in.getText(), decodeOptions(in));
  }

  private static void encodeOptions(Map<String, String> options, ByteWriter out) {
    out.putVarint(options.size());
    new TreeMap<>(options)
        .forEach(
            (name, value) -> {
              out.putText(name);
              out.putText(value);
            });
  }

  private static Map<String, String> decodeOptions(ByteReader in) {
    Map<String, String> options = new HashMap<>();
    for (int i = in.getVarint(); i > 0; i--) {
      options.put(in.getText(), in.getText());
    }
    return options;
  }

  private static ColumnDefinition decodeColumn(
      ByteReader in, int version, IntFunction<BaseType> types) {
    int attnum = in.getInt();
    String name = in.getText();
    int typeOid = in.getInt();
    int typmod = in.getInt();
    boolean notNull = in.get() != 0;
    String defaultSql = in.getText();
    String comment = in.getText();
    String missing = version < 2 ? null : in.getText();
    String typeName = version < 3 ? null : in.getText();
    String plugin = version < 3 ? null : in.getText();
    return new ColumnDefinition(
        attnum,
        name,
        new PgType(type(typeOid, typeName, plugin, types), typmod),
        notNull,
        defaultSql,
        comment,
        missing);
  }

  private static PrimaryKey decodeKey(ByteReader in) {
    int oid = in.getInt();
    int indexOid = in.getInt();
    String name = in.getText();
    List<Integer> columns = new ArrayList<>();
    for (int i = in.getVarint(); i > 0; i--) {
      columns.add(in.getVarint());
    }
    return new PrimaryKey(oid, indexOid, name, columns, in.get() != 0);
  }

  private static RelationKind kind(char code) {
    for (RelationKind kind : RelationKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new MegaDbException(
        SqlState.DATA_CORRUPTED, "a catalog row has the unknown relation kind " + code);
  }

  private static BaseType type(int oid, String name, String plugin, IntFunction<BaseType> types) {
    BaseType base = types.apply(oid);
    if (base == null && plugin != null) {
      return MissingForm.type(oid, name, plugin);
    }
    if (base == null) {
      throw new MegaDbException(
          SqlState.DATA_CORRUPTED, "the catalog names a type of oid " + oid + ", unknown here");
    }
    return base;
  }

  private static ByteReader open(byte[] bytes) {
    if (bytes[0] < 1 || bytes[0] > VERSION) {
      throw new MegaDbException(
          SqlState.DATA_CORRUPTED,
          "a catalog row has format version " + bytes[0] + ", this build reads " + VERSION);
    }
    ByteReader in = new ByteReader(bytes);
    in.skip(1);
    return in;
  }
}
