package io.megadb.flink.task;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.text.ObjectNames;

/**
 * Where the gateway's catalog is out of reach: what needs it fails instead of giving an answer of
 * its own. Immutable.
 */
final class DistantServices implements EvaluationContext.Services {
  private static final long serialVersionUID = 1L;

  private static final String HINT = "SET megadb.execution = local for this statement.";

  /** Names of objects are in the gateway's catalog. */
  private static final class NoNames implements ObjectNames {
    @Override
    public String name(int typeOid, long objectOid) {
      throw notSupported("names of catalog objects");
    }

    @Override
    public long oid(int typeOid, String name) {
      throw notSupported("names of catalog objects");
    }
  }

  @Override
  public <T> T find(Class<T> service) {
    return service == ObjectNames.class ? service.cast(new NoNames()) : null;
  }

  /** A function that the planner knew and this process does not is one of the gateway's. */
  static RuntimeException map(RuntimeException failure) {
    return failure instanceof MegaDbException known && known.state() == SqlState.UNDEFINED_FUNCTION
        ? notSupported("a function of the gateway").withDetail(known.getMessage())
        : failure;
  }

  private static MegaDbException notSupported(String what) {
    return MegaDbException.notSupported(what + " in a job on another cluster").withHint(HINT);
  }
}
