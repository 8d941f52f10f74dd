package io.megadb.operator.subplan;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.scan.SplitSource;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.RecursiveNode;
import io.megadb.plan.TableScan;
import io.megadb.vector.Batch;

/**
 * WITH RECURSIVE: gives the rows of the first term, then runs the recursive term over the rows of
 * the round before until a round gives none. Without ALL a row that came before does not count.
 */
public final class RecursiveOperator implements Operator {
  private final RecursiveNode node;
  private final Operator seed;
  private final SubPlan step;
  private final ExecutionContext context;
  private final KeyTable seen;
  private final MemoryAccount seenAccount;

  private Round working;
  private Round coming;
  private Operator run;
  private boolean seeded;
  private boolean done;
  private int[] numbers = new int[0];

  /** The rows of one round and the memory they take. */
  private static final class Round {
    private final MemoryAccount account;
    private final RowStore rows;

    Round(RecursiveNode node, ExecutionContext context) {
      account = new MemoryAccount(context.memory());
      rows = new RowStore(node.types(), account);
    }
  }

  /** What the recursive term is connected to: the fragment, and the rows of the last round. */
  private record Inputs(FragmentInputs around, RecursiveOperator operator)
      implements FragmentInputs {
    @Override
    public Operator exchange(ExchangeNode exchange) {
      return around.exchange(exchange);
    }

    @Override
    public SplitSource splits(TableScan scan) {
      return around.splits(scan);
    }

    @Override
    public int instance() {
      return around.instance();
    }

    @Override
    public Operator workingTable(int id) {
      return id == operator.node.workingTable()
          ? new StoredRows(operator.working.rows.view(), operator.context.batchRows())
          : around.workingTable(id);
    }
  }

  public RecursiveOperator(
      RecursiveNode node, Operator seed, FragmentInputs fragment, ExecutionContext context) {
    this.node = node;
    this.seed = seed;
    this.context = context;
    seenAccount = new MemoryAccount(context.memory());
    seen = node.all() ? null : new KeyTable(node.types(), seenAccount);
    coming = new Round(node, context);
    step = new SubPlan(node.step(), new Inputs(fragment, this));
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      context.cancellation().check();
      if (!step.ready()) {
        return WAIT;
      }
      Batch batch = seeded ? run.next() : seed.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        startRound();
        continue;
      }
      Batch fresh = fresh(batch);
      if (fresh.size() > 0) {
        coming.rows.append(fresh);
        return fresh;
      }
    }
    return END;
  }

  private void startRound() {
    seeded = true;
    endRun();
    if (working != null) {
      working.account.close();
    }
    working = coming;
    coming = new Round(node, context);
    if (working.rows.size() == 0) {
      done = true;
    } else {
      run = step.start(context);
    }
  }

  /** The rows that count; new keys are numbered in the order in which they come. */
  private Batch fresh(Batch batch) {
    if (seen == null) {
      return batch;
    }
    if (numbers.length < batch.size()) {
      numbers = new int[batch.size()];
    }
    int next = seen.size();
    seen.insert(batch.columns(), batch.size(), numbers);
    int[] selected = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] == next) {
        selected[count++] = i;
        next++;
      }
    }
    return count == batch.size() ? batch : batch.select(selected, count);
  }

  private void endRun() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  @Override
  public void close() {
    done = true;
    endRun();
    seed.close();
    seenAccount.close();
    coming.account.close();
    if (working != null) {
      working.account.close();
    }
  }
}
