package io.megadb.function.cast;

import io.megadb.function.FunctionSignature;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;

/** Functions named as a type, such as int4(float8): the cast to it. */
public final class CastFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    for (BaseType target : PgTypes.all()) {
      for (FunctionSignature signature : table.functions(target.name())) {
        boolean cast =
            signature.arguments().size() == 1
                && signature.result().equals(target)
                && signature.arguments().get(0).kind() != null
                && !signature.arguments().get(0).equals(target);
        if (cast) {
          table.scalar(
              signature.id().text(),
              (bound, arguments, result) -> Casts.kernel(arguments.get(0), result, true));
        }
      }
    }
  }
}
