package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.gateway.execute.StatementRunner;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.net.ClientSession;
import io.megadb.gateway.net.SessionFactory;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.protocol.MessageWriter.Severity;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.gateway.settings.SettingRegistry;
import io.megadb.planner.storage.Database;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** All open sessions of a server. Thread-safe. */
public final class Sessions implements SessionFactory {
  private final SessionServices services;
  private final int maxSessions;
  private final String pluginList;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger nextProcessId = new AtomicInteger(1);
  private final Map<Integer, Session> open = new ConcurrentHashMap<>();
  private final EvaluationContext.Services functionServices;

  /**
   * @param timers for timeouts
   * @param functionServices what functions may ask of the gateway
   * @param pluginList what SHOW megadb.plugins gives
   */
  public Sessions(
      Database database,
      StatementRunner runner,
      SettingRegistry settings,
      ScheduledExecutorService timers,
      EvaluationContext.Services functionServices,
      String pluginList,
      int maxSessions) {
    this.services = new SessionServices(database, runner, settings, timers);
    this.functionServices = functionServices;
    this.pluginList = pluginList;
    this.maxSessions = maxSessions;
  }

  @Override
  public ClientSession open(FrontendMessage.Startup startup, ClientOutput output) {
    try {
      return greet(startup, output);
    } catch (MegaDbException refusal) {
      MessageWriter.error(output.buffer(), Severity.FATAL, refusal);
      return null;
    }
  }

  private Session greet(FrontendMessage.Startup startup, ClientOutput output) {
    Map<String, String> parameters = startup.parameters();
    String user = parameters.get("user");
    if (user == null || user.isEmpty()) {
      throw new MegaDbException(
          SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
          "no PostgreSQL user name specified in startup packet");
    }
    if (open.size() >= maxSessions) {
      throw new MegaDbException(SqlState.TOO_MANY_CONNECTIONS, "sorry, too many clients already")
          .withDetail("The server takes " + maxSessions + " connections.");
    }
    String database = parameters.getOrDefault("database", user);
    SessionSettings settings = new SessionSettings(services.settings());
    settings.initialise("session_authorization", user);
    settings.initialise("megadb.plugins", pluginList);
    List<String> unknown = applyParameters(parameters, settings);
    if (startup.minorVersion() > 0 || !unknown.isEmpty()) {
      MessageWriter.negotiateProtocolVersion(output.buffer(), unknown);
    }
    int processId = nextProcessId.getAndIncrement();
    Identity identity = new Identity(processId, random.nextInt(), user, database, functionServices);
    Session session =
        new Session(services, output, settings, identity, () -> open.remove(processId));
    open.put(processId, session);
    session.greet();
    return session;
  }

  /** Sets what the client asks for; returns the protocol options that we do not know. */
  private static List<String> applyParameters(
      Map<String, String> parameters, SessionSettings settings) {
    List<String> unknown = new ArrayList<>();
    parameters.forEach(
        (name, value) -> {
          switch (name) {
            case "user", "database" -> {
              // who and where, not settings
            }
            case "options" -> StartupOptions.parse(value).forEach(settings::initialise);
            case "replication" -> {
              if (!value.equals("false") && !value.equals("off") && !value.equals("0")) {
                throw MegaDbException.notSupported("replication connections");
              }
            }
            default -> {
              if (name.startsWith("_pq_.")) {
                unknown.add(name);
              } else if (!settings.exists(name)) {
                throw new MegaDbException(
                    SqlState.UNDEFINED_OBJECT,
                    "unrecognized configuration parameter \"" + name + "\"");
              } else {
                settings.initialise(name, value);
              }
            }
          }
        });
    return unknown;
  }

  @Override
  public void cancel(int processId, int secretKey) {
    Session session = open.get(processId);
    if (session != null && session.identity().secretKey() == secretKey) {
      session.cancel(
          new MegaDbException(SqlState.QUERY_CANCELED, "canceling statement due to user request"));
    }
  }

  /** Number of open sessions. */
  public int count() {
    return open.size();
  }

  /** Stops all running statements and tells the clients that the server goes down. */
  public void shutDown() {
    MegaDbException reason =
        new MegaDbException(
            SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    open.values().forEach(session -> session.terminate(reason));
  }
}
