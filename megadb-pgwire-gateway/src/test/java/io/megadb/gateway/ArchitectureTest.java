package io.megadb.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom, over the classes of all modules: the gateway's class path is the one that has
 * them all. The modules' dependencies forbid most of it already; these rules hold where a library
 * that one package needs is on the class path of its neighbours.
 */
@AnalyzeClasses(packages = "io.megadb", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** What a task manager loads: the packages of megadb-accel. */
  private static final String[] RUNTIME = {
    "io.megadb.error..",
    "io.megadb.type..",
    "io.megadb.vector..",
    "io.megadb.function..",
    "io.megadb.plan..",
    "io.megadb.expression..",
    "io.megadb.execution..",
    "io.megadb.operator..",
    "io.megadb.spi..",
    "io.megadb.flink.."
  };

  private static final DescribedPredicate<JavaClass> FLINK = resideInAPackage("org.apache.flink..");

  private static final DescribedPredicate<JavaClass> CALCITE =
      resideInAnyPackage("org.apache.calcite..", "org.apache.flink.calcite..");

  @ArchTest
  static final ArchRule runtimeKnowsNoPlannerOfAnyKind =
      noClasses()
          .that()
          .resideInAnyPackage(RUNTIME)
          .should()
          .dependOnClassesThat(
              CALCITE.or(resideInAnyPackage("org.apache.flink.table..", "io.megadb.planner..")))
          .because("a cluster runs our operators without Flink's planner and without ours");

  @ArchTest
  static final ArchRule runtimeKnowsNoModuleAboveIt =
      noClasses()
          .that()
          .resideInAnyPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.megadb.tables..", "io.megadb.gateway..", "io.megadb.oltp..");

  /** The packages of table-sources' runtime jar, as its pom names them. */
  @ArchTest
  static final ArchRule runtimeHalfOfTheTablesNeedsNothingElse =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.megadb.tables.column..",
              "io.megadb.tables.filter..",
              "io.megadb.tables.live..",
              "io.megadb.tables.olap.parquet..",
              "io.megadb.tables.olap.read..",
              "io.megadb.tables.olap.type..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.megadb.planner..",
                      "io.megadb.oltp..",
                      "io.megadb.tables.catalog..",
                      "io.megadb.tables.codec..",
                      "io.megadb.tables.keyed..",
                      "io.megadb.tables.memory..",
                      "io.megadb.tables.oltp..",
                      "io.megadb.tables.storage..")
                  .or(resideInAPackage("io.megadb.tables.olap")))
          .because("tasks load these packages without the rest of the module");

  @ArchTest
  static final ArchRule vectorKernelsNeedNoPlanner =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.megadb.vectorops.type..",
              "io.megadb.vectorops.kernel..",
              "io.megadb.vectorops.function..",
              "io.megadb.vectorops.join..",
              "io.megadb.vectorops.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.megadb.planner..", "io.megadb.vectorops.search..")
          .because("tasks load these packages without the planner");

  @ArchTest
  static final ArchRule vectorComesInThroughTheSpiOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.megadb.vectorops..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.megadb.vectorops..");

  @ArchTest
  static final ArchRule vectorKnowsNoTierAndNoGateway =
      noClasses()
          .that()
          .resideInAPackage("io.megadb.vectorops..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.megadb.tables..", "io.megadb.oltp..", "io.megadb.gateway..");

  @ArchTest
  static final ArchRule valuesKnowNoFlink =
      noClasses()
          .that()
          .resideInAnyPackage("io.megadb.vector..", "io.megadb.type..", "io.megadb.error..")
          .should()
          .dependOnClassesThat(FLINK)
          .because("the bottom layer is tested with plain JUnit and used by every module");

  @ArchTest
  static final ArchRule transactionsKnowNothingOfOursAndNoFlink =
      noClasses()
          .that()
          .resideInAPackage("io.megadb.oltp..")
          .should()
          .dependOnClassesThat(
              FLINK
                  .or(CALCITE)
                  .or(
                      resideInAPackage("io.megadb..")
                          .and(resideOutsideOfPackage("io.megadb.oltp.."))))
          .because("the commit log and its view are a storage engine of their own");

  @ArchTest
  static final ArchRule onlyThePlannerKnowsCalciteAndFlinksPlanner =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.megadb.planner..", "io.megadb.graph.rule..")
          .should()
          .dependOnClassesThat(CALCITE.or(resideInAPackage("org.apache.flink.table.planner..")))
          .because("an upgrade of Flink then has one module to change");

  @ArchTest
  static final ArchRule plannerKnowsNoStorageAndNoGateway =
      noClasses()
          .that()
          .resideInAPackage("io.megadb.planner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.megadb.tables..", "io.megadb.oltp..", "io.megadb.gateway..", "io.megadb.graph..")
          .because("tiers and statements reach the planner through its plugin interface");

  /** The packages of graph-ops' runtime jar, as its pom names them. */
  @ArchTest
  static final ArchRule graphOperatorsKnowNoPlanner =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.megadb.graph.algorithm..",
              "io.megadb.graph.kernel..",
              "io.megadb.graph.operator..",
              "io.megadb.graph.plan..")
          .should()
          .dependOnClassesThat(
              CALCITE.or(resideInAnyPackage("io.megadb.planner..", "io.megadb.graph.rule..")))
          .because("tasks load these packages without a planner");

  @ArchTest
  static final ArchRule graphKernelsKnowNoColumnsAndNoFlink =
      noClasses()
          .that()
          .resideInAnyPackage("io.megadb.graph.algorithm..", "io.megadb.graph.kernel..")
          .should()
          .dependOnClassesThat(
              FLINK.or(
                  resideInAnyPackage(
                      "io.megadb.vector..", "io.megadb.operator..", "io.megadb.graph.plan..")));

  @ArchTest
  static final ArchRule tablesKnowNoGateway =
      noClasses()
          .that()
          .resideInAPackage("io.megadb.tables..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.megadb.gateway..");

  @ArchTest
  static final ArchRule gatewayKnowsNoTier =
      noClasses()
          .that()
          .resideInAPackage("io.megadb.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.megadb.tables..", "io.megadb.oltp..", "io.megadb.graph..")
          .because("a plugin's jar can be taken away, and only its features go");
}
