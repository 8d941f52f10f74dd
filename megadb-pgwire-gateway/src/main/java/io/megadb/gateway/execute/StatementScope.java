package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.execution.Cancellation;
import io.megadb.function.EvaluationContext;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.planner.storage.DatabaseTransaction;
import java.util.function.Consumer;

/**
 * What surrounds one statement of a session.
 *
 * @param cancellation null while a statement is only planned
 * @param notices told to the client at once
 * @param output for statements that speak to the client themselves (COPY TO STDOUT)
 */
public record StatementScope(
    DatabaseTransaction transaction,
    EvaluationContext evaluation,
    Cancellation cancellation,
    Consumer<MegaDbException> notices,
    ClientOutput output) {}
