package io.megadb.function.window;

import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.PgType;

/**
 * PostgreSQL's window functions.
 *
 * @see <a href="https://www.postgresql.org/docs/15/functions-window.html">Window Functions</a>
 */
public final class WindowFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    table.window("row_number()", SimpleWindowFunction.of(RankKernels::rowNumber));
    table.window("rank()", SimpleWindowFunction.of(RankKernels::rank));
    table.window("dense_rank()", SimpleWindowFunction.of(RankKernels::denseRank));
    table.window("percent_rank()", SimpleWindowFunction.of(RankKernels::percentRank));
    table.window("cume_dist()", SimpleWindowFunction.of(RankKernels::cumulativeDistribution));
    table.window("ntile(int4)", SimpleWindowFunction.of(NtileKernel::apply));
    neighbours(table, "lag", -1);
    neighbours(table, "lead", 1);
    table.window("first_value(anyelement)", SimpleWindowFunction.framed(FrameValueKernels::first));
    table.window("last_value(anyelement)", SimpleWindowFunction.framed(FrameValueKernels::last));
    table.window("nth_value(anyelement,int4)", SimpleWindowFunction.framed(FrameValueKernels::nth));
  }

  private static void neighbours(FunctionTable table, String name, int direction) {
    for (String arguments : new String[] {"", ",int4", ",int4,anyelement"}) {
      table.window(
          name + "(anyelement" + arguments + ")",
          SimpleWindowFunction.typed((PgType type) -> new NeighbourKernel(direction, type)));
    }
  }
}
