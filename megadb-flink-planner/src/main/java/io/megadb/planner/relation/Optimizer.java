package io.megadb.planner.relation;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.spi.MegaDbExtensions;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/**
 * Improves a logical plan: subqueries become joins, conditions sink, joins are ordered by estimated
 * rows, columns nobody reads disappear. Programs are immutable and shared; planners are made for
 * each statement.
 */
public final class Optimizer {
  /** Joins of more inputs keep their written order: ordering them costs more than it gains. */
  private static final int MAX_ORDERED_JOINS = 16;

  private static final RelBuilderFactory BUILDER =
      RelBuilder.proto(
          Contexts.of(RelFactories.DEFAULT_STRUCT, RelBuilder.Config.DEFAULT.withBloat(-1)));

  private static final HepProgram SUBQUERIES =
      HepProgram.builder()
          .addRuleCollection(
              List.of(
                  CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
                  CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
                  CoreRules.JOIN_SUB_QUERY_TO_CORRELATE))
          .build();

  private static final RelOptRule FILTER_PROJECT =
      CoreRules.FILTER_PROJECT_TRANSPOSE
          .config
          .withOperandSupplier(
              filter ->
                  filter
                      .operand(Filter.class)
                      .oneInput(
                          project ->
                              project
                                  .operand(Project.class)
                                  .predicate(Optimizer::repeatable)
                                  .anyInputs()))
          .toRule();

  private static final RelOptRule PROJECT_MERGE =
      CoreRules.PROJECT_MERGE
          .config
          .withOperandSupplier(
              top ->
                  top.operand(Project.class)
                      .oneInput(
                          bottom ->
                              bottom
                                  .operand(Project.class)
                                  .predicate(Optimizer::repeatable)
                                  .anyInputs()))
          .toRule();

  private static final List<RelOptRule> SINK =
      List.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          FILTER_PROJECT,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.JOIN_PUSH_EXPRESSIONS);

  private static final HepProgram TIDY =
      HepProgram.builder()
          .addRuleCollection(List.of(PROJECT_MERGE, CoreRules.PROJECT_REMOVE))
          .build();

  private static final HepProgram JOIN_ORDER =
      HepProgram.builder()
          .addMatchOrder(HepMatchOrder.BOTTOM_UP)
          .addRuleInstance(CoreRules.JOIN_TO_MULTI_JOIN)
          .addRuleInstance(CoreRules.FILTER_MULTI_JOIN_MERGE)
          .addRuleInstance(CoreRules.PROJECT_MULTI_JOIN_MERGE)
          .addRuleInstance(CoreRules.MULTI_JOIN_OPTIMIZE)
          .build();

  private Optimizer() {}

  /**
   * A better plan, before columns that nobody reads are gone.
   *
   * @param extensions plugins' rules, each on unless its switch is off
   * @param enabled whether the switch of that name is on
   */
  public static RelNode optimize(
      RelNode rel, PlannerSession session, MegaDbExtensions extensions, Predicate<String> enabled) {
    RelNode plan = new SubqueryPullUp(session.rex()).rewrite(rel);
    plan = withoutSubqueries(plan, new OuterFields(session.rex()));
    if (Contains.any(plan, node -> node instanceof Correlate)) {
      plan = withoutCorrelates(plan, session);
    }
    if (Contains.any(plan, node -> node instanceof Join)) {
      plan = ImpliedConditions.add(plan);
    }
    plan = run(sink(extensions, enabled), plan);
    int joins = Contains.count(plan, node -> node instanceof Join);
    if (joins > 0 && joins <= MAX_ORDERED_JOINS) {
      plan = run(JOIN_ORDER, plan);
      plan = run(sink(extensions, enabled), plan);
    }
    return plan;
  }

  /** The same plan without columns that nobody reads. */
  static RelNode trim(RelNode rel) {
    FieldTrimmer trimmer = new FieldTrimmer(BUILDER.create(rel.getCluster(), null));
    return run(TIDY, trimmer.trim(rel));
  }

  /** Inner subqueries first, so that what they need of rows further out is known there. */
  private static RelNode withoutSubqueries(RelNode rel, OuterFields outer) {
    if (!Contains.any(rel, Contains::subquery)) {
      return rel;
    }
    RelNode plan =
        OuterFields.subqueries(
            rel, (node, subquery) -> subquery.clone(withoutSubqueries(subquery.rel, outer)));
    return outer.show(run(SUBQUERIES, outer.hide(plan)));
  }

  private static RelNode withoutCorrelates(RelNode rel, PlannerSession session) {
    RelNode plan = rel.accept(new CorrelatedFunctionCalls(session.rex()));
    return decorrelated(new Applies(session).replaceUnsafe(plan), session);
  }

  /**
   * Removes correlations from what Calcite knows; nodes of our own are set aside meanwhile, since
   * it would exchange their inputs without telling them where the columns have gone.
   */
  private static RelNode decorrelated(RelNode rel, PlannerSession session) {
    SetAside aside = new SetAside(input -> decorrelated(input, session));
    RelNode known = aside.replace(rel);
    RelNode plan = known;
    if (Contains.any(known, node -> node instanceof Correlate)) {
      try {
        plan =
            OrderedAggregates.show(
                RelDecorrelator.decorrelateQuery(
                    OrderedAggregates.hide(known), BUILDER.create(session.cluster(), null)));
      } catch (MegaDbException e) {
        if (e.state() != SqlState.FEATURE_NOT_SUPPORTED) {
          throw e;
        }
        // A type that Calcite cannot derive: the subquery runs row by row.
      }
      plan = new Applies(session).replaceAll(plan);
    }
    return aside.restore(plan);
  }

  private static HepProgram sink(MegaDbExtensions extensions, Predicate<String> enabled) {
    HepProgramBuilder builder = HepProgram.builder().addRuleCollection(SINK);
    for (MegaDbExtensions.Injection<Supplier<RelOptRule>> rule : extensions.rules()) {
      if (enabled.test(rule.switchName())) {
        builder.addRuleInstance(rule.value().get());
      }
    }
    return builder.build();
  }

  private static RelNode run(HepProgram program, RelNode rel) {
    HepPlanner planner =
        new HepPlanner(
            program,
            rel.getCluster().getPlanner().getContext(),
            true,
            null,
            org.apache.calcite.plan.RelOptCostImpl.FACTORY);
    planner.setExecutor(rel.getCluster().getPlanner().getExecutor());
    planner.setRoot(rel);
    return planner.findBestExp();
  }

  /** Its expressions may be evaluated more or fewer times than written. */
  private static boolean repeatable(Project project) {
    return project.getProjects().stream().allMatch(RexUtil::isDeterministic);
  }

  /** The plan as text, for tests and for developers. */
  public static String text(RelNode rel) {
    return RelOptUtil.toString(rel);
  }
}
