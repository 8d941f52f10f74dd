package io.megadb.function;

import io.megadb.type.BaseType;

/**
 * What pg_operator says of an operator.
 *
 * @param oid pg_operator.oid
 * @param symbol such as "+" or "~~"
 * @param left type of the left operand; null for a prefix operator
 * @param right type of the right operand
 * @param function what runs it
 * @param commutator symbol of the operator with exchanged operands, or null
 * @param negator symbol of the operator that gives NOT of it, or null
 */
public record OperatorSignature(
    int oid,
    String symbol,
    BaseType left,
    BaseType right,
    FunctionId function,
    BaseType result,
    String commutator,
    String negator) {}
