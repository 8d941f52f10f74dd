package io.megadb.vectorops.function;

import io.megadb.function.FunctionProvider;
import io.megadb.spi.OperatorFactory;
import io.megadb.spi.TaskPlugin;
import io.megadb.vectorops.join.NeighbourJoinFactory;
import io.megadb.vectorops.type.VectorTypes;
import java.util.List;

/** The half that tasks load: types, functions and operators. */
public final class VectorTaskPlugin implements TaskPlugin {
  @Override
  public String name() {
    return VectorTypes.PLUGIN;
  }

  @Override
  public List<FunctionProvider> functions() {
    return List.of(VectorFunctions::register);
  }

  @Override
  public List<OperatorFactory> operators() {
    return List.of(new NeighbourJoinFactory());
  }
}
