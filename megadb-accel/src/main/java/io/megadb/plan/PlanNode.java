package io.megadb.plan;

import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * An operation of the physical plan. Plugins bring further ones; each has an {@code
 * io.megadb.spi.OperatorFactory}.
 */
public interface PlanNode extends Serializable {
  PlanProperties properties();

  List<PlanNode> inputs();

  /** Types of the output's columns. */
  List<PgType> types();

  /** The same operation over other inputs. */
  PlanNode withInputs(List<PlanNode> inputs);
}
