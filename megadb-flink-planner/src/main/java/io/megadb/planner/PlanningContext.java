package io.megadb.planner;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.TableReference;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.type.PgType;
import java.util.List;
import java.util.function.Function;

/**
 * What planning one statement depends on.
 *
 * @param catalog the objects the statement sees
 * @param statistics estimates for a table; never null
 * @param declaredParameterTypes types of $1, $2 … as the client declared them; a null entry, or
 *     none, is inferred; null where nobody can give a parameter a value
 * @param evaluation settings (search_path, megadb.execution …) and zone, for reading literals
 * @param functions all functions, operators and casts
 * @param extensions what plugins injected: rules and access methods
 */
public record PlanningContext(
    CatalogSnapshot catalog,
    Function<TableReference, TableStatistics> statistics,
    List<PgType> declaredParameterTypes,
    EvaluationContext evaluation,
    FunctionRegistry functions,
    MegaDbExtensions extensions) {}
