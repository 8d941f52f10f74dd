package io.megadb.gateway.session;

import io.megadb.execution.Cancellation;
import io.megadb.function.EvaluationContext;
import io.megadb.function.system.SessionSettings;
import io.megadb.function.system.StatementCancellation;
import io.megadb.gateway.catalog.NamedStatements;
import java.util.Locale;
import java.util.function.Supplier;

/** What functions of this session's statements may ask for. Never shipped to tasks. */
final class SessionFunctions implements EvaluationContext.Services {
  private static final long serialVersionUID = 1L;

  private final transient EvaluationContext.Services server;
  private final transient StatementCancellation cancellation;
  private final transient SessionSettings settings;
  private final transient NamedStatements prepared;

  /**
   * @param server what every session offers
   * @param cancellation of the statement that runs now
   */
  SessionFunctions(
      EvaluationContext.Services server,
      Supplier<Cancellation> cancellation,
      io.megadb.gateway.settings.SessionSettings settings,
      NamedStatements prepared) {
    this.server = server;
    this.cancellation = cancellation::get;
    this.settings = new Settings(settings);
    this.prepared = prepared;
  }

  private record Settings(io.megadb.gateway.settings.SessionSettings settings)
      implements SessionSettings {
    @Override
    public String set(String name, String value, boolean local) {
      settings.set(name, value, local);
      return settings.get(name);
    }

    @Override
    public String get(String name) {
      return settings.values().get(name.toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public <T> T find(Class<T> service) {
    if (service == StatementCancellation.class) {
      return service.cast(cancellation);
    }
    if (service == SessionSettings.class) {
      return service.cast(settings);
    }
    if (service == NamedStatements.class) {
      return service.cast(prepared);
    }
    return server.find(service);
  }

  private Object writeReplace() {
    return EvaluationContext.NONE;
  }
}
