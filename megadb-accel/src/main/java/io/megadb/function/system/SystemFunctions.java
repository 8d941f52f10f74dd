package io.megadb.function.system;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** version, settings, current_user and its kin, random values, pg_typeof, pg_sleep. */
public final class SystemFunctions implements FunctionFamily {
  /** What version() answers; drivers read the number behind the first word. */
  private static final String VERSION = "PostgreSQL 15.0 (MegaDB 0.1.0 on Apache Flink)";

  @Override
  public void define(FunctionTable table) {
    table.rows("version()", (a, row, out, context) -> text(out, VERSION));
    for (String name : List.of("current_user", "session_user")) {
      table.rows(name + "()", (a, row, out, context) -> text(out, context.user()));
    }
    table.rows("current_database()", (a, row, out, context) -> text(out, context.database()));
    table.rows(
        "pg_backend_pid()", (a, row, out, context) -> out.append((long) context.backendPid()));
    table.rows("pg_client_encoding()", (a, row, out, context) -> text(out, "UTF8"));
    // There are no advisory locks that a session could hold; drivers ask before they reuse one.
    table.rows("pg_advisory_unlock_all()", (a, row, out, context) -> text(out, ""));
    table.rows("getdatabaseencoding()", (a, row, out, context) -> text(out, "UTF8"));
    settings(table);
    random(table);
    table.rowsWithNulls("num_nulls(any)", (a, row, out, context) -> out.append(nulls(a, row)));
    table.rowsWithNulls(
        "num_nonnulls(any)", (a, row, out, context) -> out.append(a.length - nulls(a, row)));
    table.scalar(
        "pg_typeof(any)",
        (signature, types, result) ->
            Binder.rowsWithNulls((a, row, out, context) -> out.append((long) types.get(0).oid()))
                .bind(signature, types, result));
  }

  private static void text(VectorBuilder out, String text) {
    out.append(text == null ? null : Bytes.utf8(text));
  }

  private static long nulls(Operand[] a, int row) {
    long count = 0;
    for (Operand operand : a) {
      count += operand.isNull(row) ? 1 : 0;
    }
    return count;
  }

  private static void settings(FunctionTable table) {
    table.rows(
        "current_setting(text)",
        (a, row, out, context) -> text(out, setting(context, a[0].textAt(row), false)));
    table.rows(
        "current_setting(text,bool)",
        (a, row, out, context) -> text(out, setting(context, a[0].textAt(row), a[1].boolAt(row))));
    table.rowsWithNulls(
        "set_config(text,text,bool)",
        (a, row, out, context) -> {
          SessionSettings settings = context.services().find(SessionSettings.class);
          if (settings == null) {
            throw MegaDbException.notSupported("set_config in a task");
          }
          if (a[0].isNull(row)) {
            throw new MegaDbException(
                SqlState.NULL_VALUE_NOT_ALLOWED, "SET requires parameter name");
          }
          String value = a[1].isNull(row) ? null : a[1].textAt(row);
          boolean local = !a[2].isNull(row) && a[2].boolAt(row);
          text(out, settings.set(a[0].textAt(row), value, local));
        });
  }

  private static String setting(EvaluationContext context, String name, boolean missingOk) {
    SessionSettings settings = context.services().find(SessionSettings.class);
    String value =
        settings == null
            ? context.setting(name.toLowerCase(Locale.ROOT), null)
            : settings.get(name);
    if (value == null && !missingOk) {
      throw new MegaDbException(
          SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }
    return value;
  }

  private static void random(FunctionTable table) {
    table.strict(
        "random()",
        (a, rows, validity, context) -> {
          ThreadLocalRandom source = ThreadLocalRandom.current();
          double[] values = new double[rows];
          for (int i = 0; i < rows; i++) {
            values[i] = source.nextDouble();
          }
          return new DoubleVector(rows, values, null);
        });
    table.rows(
        "gen_random_uuid()",
        (a, row, out, context) -> {
          UUID uuid = UUID.randomUUID();
          byte[] bytes =
              java.nio.ByteBuffer.allocate(16)
                  .putLong(uuid.getMostSignificantBits())
                  .putLong(uuid.getLeastSignificantBits())
                  .array();
          out.append(Bytes.of(bytes));
        });
    table.scalar(
        "pg_sleep(float8)",
        (signature, types, result) ->
            (vectors, rows, context) -> {
              Operand seconds = Operand.of(vectors[0]);
              for (int i = 0; i < rows; i++) {
                if (!seconds.isNull(i)) {
                  Sleep.run(seconds.doubleAt(i), context);
                }
              }
              return io.megadb.vector.Values.constant(PgTypes.TEXT.kind(), Bytes.utf8(""), rows);
            });
  }
}
