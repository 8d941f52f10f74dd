package io.megadb.function;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Calls of every deterministic scalar function with sample values. */
final class RandomCalls {
  /** Not comparable: they depend on the session or the clock, or fill the memory. */
  private static final Set<String> EXCLUDED =
      Set.of(
          "now",
          "transaction_timestamp",
          "statement_timestamp",
          "clock_timestamp",
          "random",
          "gen_random_uuid",
          "version",
          "current_user",
          "session_user",
          "current_database",
          "pg_backend_pid",
          "current_setting",
          "set_config",
          "pg_sleep",
          "repeat",
          "lpad",
          "rpad",
          "make_interval",
          "to_char",
          "to_date",
          "to_timestamp",
          "regclass",
          "regtype",
          "regproc");

  /** Their last digit depends on the C library. */
  private static final Set<String> FLOAT_EXCLUDED =
      Set.of(
          "exp", "dexp", "sinh", "cosh", "tanh", "tan", "cbrt", "dcbrt", "sin", "cos", "asin",
          "acos", "atan", "atan2", "ln", "dlog1", "log", "log10", "dlog10", "dpow", "pow", "power",
          "degrees", "radians");

  /** Functions from here on are not PostgreSQL's. */
  private static final int FIRST_OWN_OID = 16384;

  private RandomCalls() {}

  static List<Call> generate(FunctionRegistry functions, long seed, int perFunction) {
    SampleValues values = new SampleValues(seed);
    Set<Call> calls = new LinkedHashSet<>();
    for (String name : functions.names().stream().sorted().toList()) {
      for (FunctionSignature signature : functions.named(name)) {
        if (isExcluded(signature) || functions.scalar(signature.id()) == null) {
          continue;
        }
        for (int i = 0; i < perFunction; i++) {
          Call call = call(signature, values);
          if (call != null && !isDanglingEscape(call) && !isEndlessAge(call) && !isHugeRange(call) && !isRoundedExponential(call)) {
            calls.add(call);
          }
        }
      }
    }
    return List.copyOf(calls);
  }

  private static boolean isExcluded(FunctionSignature signature) {
    String name = signature.name();
    boolean floating = signature.arguments().contains(PgTypes.FLOAT8);
    boolean today = name.equals("age") && signature.arguments().size() == 1;
    return signature.oid() >= FIRST_OWN_OID
        || EXCLUDED.contains(name)
        || floating && FLOAT_EXCLUDED.contains(name)
        || today;
  }

  /** PostgreSQL notices an escape at a pattern's end only if the text gets that far. */
  private static boolean isDanglingEscape(Call call) {
    return call.name().contains("like") && call.arguments().contains("\\");
  }

  /** PostgreSQL 15 computes with the infinity as if it were a moment; MegaDB refuses. */
  private static boolean isEndlessAge(Call call) {
    return call.name().equals("age") && call.arguments().toString().contains("infinity");
  }

  /** PostgreSQL 15's arithmetic overflows, and the number of its bucket is no bucket's. */
  private static boolean isHugeRange(Call call) {
    return call.name().contains("width_bucket")
        && (call.arguments().toString().contains("e308")
            || "2147483647".equals(call.arguments().get(3)));
  }

  /** The last digit of PostgreSQL's numeric exp may be off by one, as exp(-0.00000001) shows. */
  private static boolean isRoundedExponential(Call call) {
    return call.id().equals("exp(numeric)");
  }

  private static Call call(FunctionSignature signature, SampleValues values) {
    List<String> types = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (BaseType argument : signature.arguments()) {
      String type = concrete(argument);
      if (!SampleValues.has(type)) {
        return null;
      }
      types.add(type);
      arguments.add(values.nextNull() ? null : values.next(type));
    }
    String result = concrete(signature.result());
    BaseType base = PgTypes.byName(result);
    boolean printable = base != null && base.kind() != null && !result.startsWith("reg");
    return printable ? new Call(signature.id().text(), types, arguments, result) : null;
  }

  private static String concrete(BaseType type) {
    return switch (type.oid()) {
      case PgTypes.ANYELEMENT_OID, PgTypes.ANY_OID -> "int4";
      case PgTypes.ANYARRAY_OID -> "_int4";
      default -> type.name();
    };
  }
}
