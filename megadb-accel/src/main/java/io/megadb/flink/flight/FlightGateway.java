package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.flink.result.ResultChannel;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.RootAllocator;

/**
 * The Flight server in the gateway's process: the way to it for tasks in other processes. Knows the
 * queries that run on the cluster; a call with another ticket, or with that of a query that has
 * ended, is refused. Thread-safe.
 */
public final class FlightGateway implements AutoCloseable {
  private static final int TOKEN_BYTES = 16;
  private static final long CLOSE_SECONDS = 5;

  private final FlightGatewayOptions options;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, OpenQuery> queries = new ConcurrentHashMap<>();
  private final RootAllocator allocator = new RootAllocator();
  private final ExecutorService threads;
  private final FlightServer server;

  private FlightGateway(FlightGatewayOptions options) throws IOException {
    this.options = options;
    AtomicInteger number = new AtomicInteger();
    // Unbounded by itself: the producer bounds the calls.
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "megadb-flight-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    FlightServer.Builder builder =
        FlightServer.builder(allocator, location(), new GatewayProducer(this, allocator, threads))
            .executor(threads);
    if (!options.certificate().isEmpty()) {
      builder.useTls(stream(options.certificate()), stream(options.key()));
    }
    server = builder.build().start();
  }

  private Location location() {
    return options.certificate().isEmpty()
        ? Location.forGrpcInsecure(options.host(), options.port())
        : Location.forGrpcTls(options.host(), options.port());
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts to listen; an address that cannot be had is error 58030. */
  public static FlightGateway start(FlightGatewayOptions options) {
    try {
      return new FlightGateway(options);
    } catch (IOException | RuntimeException e) {
      throw new MegaDbException(
              SqlState.IO_ERROR, "the Flight server does not start on " + options, e)
          .withDetail(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()));
    }
  }

  public int port() {
    return server.getPort();
  }

  /**
   * Lets the tasks of a query in: they read its splits and bring its rows.
   *
   * @param context of reading, without the statement's cancellation
   * @param channel takes the rows
   */
  public OpenQuery open(
      String databaseId,
      PlanNode plan,
      Map<Integer, List<Split>> splits,
      ExecutionContext context,
      ResultChannel channel) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    GatewayLink link =
        new GatewayLink(
            options.host(),
            port(),
            options.certificate(),
            databaseId,
            context.queryId(),
            HexFormat.of().formatHex(token));
    OpenQuery query =
        new OpenQuery(
            link, plan, splits, context, channel, () -> queries.remove(key(databaseId, link)));
    if (queries.putIfAbsent(key(databaseId, link), query) != null) {
      throw new IllegalStateException("query " + context.queryId() + " runs already");
    }
    return query;
  }

  private static String key(String databaseId, GatewayLink link) {
    return databaseId + '/' + link.queryId();
  }

  /** The query of a ticket; 55000 if it has ended or the ticket is not its own. */
  OpenQuery find(QueryTicket ticket) {
    OpenQuery query = queries.get(ticket.databaseId() + '/' + ticket.queryId());
    if (query == null || !isToken(query.link().token(), ticket.token())) {
      throw new MegaDbException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "no statement runs under this ticket: it has ended, or the ticket is another's");
    }
    return query;
  }

  private static boolean isToken(String expected, String shown) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  /** Queries that tasks may call for. */
  public int openQueries() {
    return queries.size();
  }

  /** Ends all queries and stops to listen. */
  @Override
  public void close() {
    queries.values().forEach(OpenQuery::close);
    try {
      server.shutdown();
      if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        server.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    allocator.close();
  }
}
