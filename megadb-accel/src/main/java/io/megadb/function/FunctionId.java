package io.megadb.function;

import io.megadb.type.BaseType;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names one function of the registry in plans: pg_proc's name and argument types, such as
 * "int4pl(int4,int4)".
 */
public record FunctionId(String text) implements Serializable {

  public static FunctionId of(String name, List<BaseType> arguments) {
    return new FunctionId(
        name + arguments.stream().map(BaseType::name).collect(Collectors.joining(",", "(", ")")));
  }

  /** The name without arguments. */
  public String name() {
    return text.substring(0, text.indexOf('('));
  }

  @Override
  public String toString() {
    return text;
  }
}
