package io.megadb.tables.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.codec.ByteWriter;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionCodecTest {
  private static final TableDefinition TABLE =
      new TableDefinition(
          20_000,
          "public",
          "t",
          RelationKind.TABLE,
          List.of(
              new ColumnDefinition(1, "a", PgType.of(PgTypes.INT4), true, "1 + 1", "note"),
              new ColumnDefinition(4, "b", PgType.of(PgTypes.TEXT), false, null, null)),
          null,
          List.of(),
          "oltp",
          Map.of("ttl", "1 day"),
          null,
          "megadb",
          "a table");

  @Test
  void missingValuesAndDroppedColumnsSurvive() {
    ColumnDefinition added = TABLE.columns().get(1).withMissing("x y");
    TableDefinition table =
        TABLE.withColumns(List.of(TABLE.columns().get(0), added)).withLastAttnum(9);
    assertThat(DefinitionCodec.decodeTable(DefinitionCodec.encode(table), PgTypes::byOid))
        .isEqualTo(table);
  }

  @Test
  void firstVersionIsReadStill() {
    ByteWriter out = new ByteWriter(64);
    out.put(1);
    out.putInt(TABLE.oid());
    out.putText(TABLE.schema());
    out.putText(TABLE.name());
    out.put(TABLE.kind().code());
    out.putVarint(TABLE.columns().size());
    for (ColumnDefinition column : TABLE.columns()) {
      out.putInt(column.attnum());
      out.putText(column.name());
      out.putInt(column.type().oid());
      out.putInt(column.type().typmod());
      out.put(column.notNull() ? 1 : 0);
      out.putText(column.defaultSql());
      out.putText(column.comment());
    }
    out.put(0); // no key
    out.putVarint(0); // no checks
    out.putText(TABLE.accessMethod());
    out.putVarint(1);
    out.putText("ttl");
    out.putText("1 day");
    out.putText(TABLE.viewSql());
    out.putText(TABLE.owner());
    out.putText(TABLE.comment());
    assertThat(DefinitionCodec.decodeTable(out.toArray(), PgTypes::byOid)).isEqualTo(TABLE);
  }

  @Test
  void laterVersionIsRefused() {
    byte[] bytes = DefinitionCodec.encode(TABLE);
    bytes[0]++;
    assertThatThrownBy(() -> DefinitionCodec.decodeTable(bytes, PgTypes::byOid))
        .hasMessageContaining("version");
  }
}
