package io.megadb.operator;

import io.megadb.operator.join.KeptBuild;
import io.megadb.operator.join.SharedBuild;
import io.megadb.operator.scan.ScanFilter;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import java.util.List;

/** What a part of a fragment is connected to that adds something to the fragment's inputs. */
public abstract class EnclosedInputs implements FragmentInputs {
  private final FragmentInputs around;

  protected EnclosedInputs(FragmentInputs around) {
    this.around = around;
  }

  @Override
  public Operator exchange(ExchangeNode node) {
    return around.exchange(node);
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
    return around.workingTable(id);
  }

  @Override
  public Operator sharedRows(int id) {
    return around.sharedRows(id);
  }

  @Override
  public SharedBuild.Reader sharedBuild(HashJoinNode join) {
    return around.sharedBuild(join);
  }

  @Override
  public KeptBuild keptBuild(PlanNode join) {
    return around.keptBuild(join);
  }

  @Override
  public List<ScanFilter> filters(TableScan scan) {
    return around.filters(scan);
  }

  @Override
  public Operator collecting(HashJoinNode join, Operator right) {
    return around.collecting(join, right);
  }
}
