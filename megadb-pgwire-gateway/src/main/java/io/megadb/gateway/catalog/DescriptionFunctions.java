package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.vector.Bytes;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import java.util.Locale;

/** Comments, places of tablespaces, names of character encodings. */
final class DescriptionFunctions implements FunctionFamily {
  /** By number, as in PostgreSQL's pg_wchar.h. */
  private static final List<String> ENCODINGS =
      List.of(
          ("SQL_ASCII EUC_JP EUC_CN EUC_KR EUC_TW EUC_JIS_2004 UTF8 MULE_INTERNAL LATIN1 LATIN2"
                  + " LATIN3 LATIN4 LATIN5 LATIN6 LATIN7 LATIN8 LATIN9 LATIN10 WIN1256 WIN1258"
                  + " WIN866 WIN874 KOI8R WIN1251 WIN1252 ISO_8859_5 ISO_8859_6 ISO_8859_7"
                  + " ISO_8859_8 WIN1250 WIN1253 WIN1254 WIN1255 WIN1257 KOI8U SJIS BIG5 GBK UHC"
                  + " GB18030 JOHAB SHIFT_JIS_2004")
              .split(" "));

  @Override
  public void define(FunctionTable table) {
    table.rows(
        "obj_description(oid,name)",
        (a, row, out, context) -> text(out, object(context, a[0].longAt(row), a[1].textAt(row))));
    table.rows(
        "obj_description(oid)",
        (a, row, out, context) -> {
          String ofRelation = object(context, a[0].longAt(row), "pg_class");
          text(
              out,
              ofRelation != null ? ofRelation : object(context, a[0].longAt(row), "pg_namespace"));
        });
    table.rows(
        "col_description(oid,int4)",
        (a, row, out, context) -> text(out, column(context, a[0].longAt(row), a[1].intAt(row))));
    // Databases, roles and tablespaces cannot have comments here.
    table.rows("shobj_description(oid,name)", (a, row, out, context) -> out.appendNull());
    // The default tablespace lies in the data directory itself, which PostgreSQL shows as ''.
    table.rows(
        "pg_tablespace_location(oid)",
        (a, row, out, context) ->
            text(out, a[0].longAt(row) == Oids.DEFAULT_TABLESPACE ? "" : null));
    table.rows(
        "pg_encoding_to_char(int4)",
        (a, row, out, context) -> {
          int number = a[0].intAt(row);
          text(out, number >= 0 && number < ENCODINGS.size() ? ENCODINGS.get(number) : "");
        });
    table.rows(
        "pg_char_to_encoding(name)",
        (a, row, out, context) ->
            out.append((long) ENCODINGS.indexOf(a[0].textAt(row).toUpperCase(Locale.ROOT))));
  }

  private static void text(VectorBuilder out, String text) {
    out.append(text == null ? null : Bytes.utf8(text));
  }

  private static String object(EvaluationContext context, long oid, String catalog) {
    switch (catalog) {
      case "pg_class" -> {
        TableDefinition table = CatalogObjects.of(context).table(oid);
        return table == null ? null : table.comment();
      }
      case "pg_namespace" -> {
        SchemaDefinition schema = CatalogObjects.of(context).schema(oid);
        return schema == null ? null : schema.comment();
      }
      default -> {
        return null; // objects of other kinds have no comments
      }
    }
  }

  private static String column(EvaluationContext context, long oid, int number) {
    TableDefinition table = CatalogObjects.of(context).table(oid);
    if (table == null) {
      return null;
    }
    for (ColumnDefinition column : table.columns()) {
      if (column.attnum() == number) {
        return column.comment();
      }
    }
    return null;
  }
}
