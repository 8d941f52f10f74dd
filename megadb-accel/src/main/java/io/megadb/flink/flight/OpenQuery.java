package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.flink.QueryRoute;
import io.megadb.flink.result.ResultChannel;
import io.megadb.operator.scan.ScanOperator;
import io.megadb.operator.scan.SplitQueue;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import io.megadb.spi.GatewaySplit;
import io.megadb.spi.ProcessBoundSplit;
import io.megadb.spi.Split;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A query whose tasks run in other processes. Its snapshot stays open as long as threads of the
 * Flight server work for it: {@link #readerClosed} waits for them. Thread-safe.
 */
public final class OpenQuery implements QueryRoute {
  private final GatewayLink link;
  private final Map<Integer, TableScan> scans = new HashMap<>();
  private final Map<Integer, List<Split>> splits;
  private final List<PgType> resultTypes;
  private final ExecutionContext context;
  private final ResultChannel channel;
  private final Runnable forget;
  private final Set<Thread> working = new HashSet<>();
  private boolean closed;

  OpenQuery(
      GatewayLink link,
      PlanNode plan,
      Map<Integer, List<Split>> splits,
      ExecutionContext context,
      ResultChannel channel,
      Runnable forget) {
    this.link = link;
    this.splits = Map.copyOf(splits);
    this.resultTypes = plan.types();
    this.context = context;
    this.channel = channel;
    this.forget = forget;
    collectScans(plan);
  }

  private void collectScans(PlanNode node) {
    if (node instanceof TableScan scan) {
      scans.put(scan.properties().id(), scan);
    }
    node.inputs().forEach(this::collectScans);
  }

  @Override
  public GatewayLink link() {
    return link;
  }

  /** Splits that only this process can read are replaced by their numbers. */
  @Override
  public Map<Integer, List<Split>> splits() {
    Map<Integer, List<Split>> travelling = new HashMap<>();
    splits.forEach(
        (scan, own) -> {
          List<Split> replaced = new ArrayList<>();
          for (Split split : own) {
            replaced.add(
                split instanceof ProcessBoundSplit
                    ? new GatewaySplit(scan, replaced.size(), split.weight())
                    : split);
          }
          travelling.put(scan, replaced);
        });
    return travelling;
  }

  List<PgType> resultTypes() {
    return resultTypes;
  }

  ResultChannel channel() {
    return channel;
  }

  /** The statement's counters. */
  NodeMetrics metrics() {
    return context.metrics();
  }

  /** What a scan reads; 08P01 if the query has no such scan. */
  TableScan scan(QueryTicket ticket) {
    TableScan scan = scans.get(ticket.scan());
    if (scan == null) {
      throw unknown(ticket);
    }
    return scan;
  }

  /** Reads one split, with the scan's filters applied; to be closed by the caller. */
  ScanOperator read(QueryTicket ticket) {
    List<Split> own = splits.getOrDefault(ticket.scan(), List.of());
    if (ticket.split() < 0
        || ticket.split() >= own.size()
        || !(own.get(ticket.split()) instanceof ProcessBoundSplit split)) {
      throw unknown(ticket);
    }
    return new ScanOperator(scan(ticket), new SplitQueue(List.of(split), 1), context);
  }

  private static MegaDbException unknown(QueryTicket ticket) {
    return new MegaDbException(
        SqlState.PROTOCOL_VIOLATION, "the query has no split " + ticket + " for its tasks");
  }

  /** The calling thread begins to work for the query; 55000 if nobody wants its rows any more. */
  synchronized void enter() {
    if (closed) {
      throw new MegaDbException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "query " + link.queryId() + " has ended");
    }
    working.add(Thread.currentThread());
  }

  /** The calling thread has done its work, and forgets that it was to stop. */
  synchronized void leave() {
    working.remove(Thread.currentThread());
    Thread.interrupted();
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void readerClosed() {
    closed = true;
    working.forEach(Thread::interrupt);
    boolean interrupted = false;
    while (!working.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The snapshot must not be closed under a thread that reads it.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    forget.run();
    readerClosed();
  }
}
