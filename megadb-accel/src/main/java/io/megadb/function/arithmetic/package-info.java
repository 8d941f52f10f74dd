/**
 * Operators and functions over integers, floats and numeric. Read {@link
 * io.megadb.function.arithmetic.ArithmeticOperators} first.
 */
package io.megadb.function.arithmetic;
