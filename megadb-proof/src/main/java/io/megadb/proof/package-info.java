/**
 * How a test repeats something many times: a few rounds in {@code ./mvnw verify}, thousands in
 * {@code ./megadb prove}. For tests only; nothing that is shipped needs it. Read {@link
 * io.megadb.proof.Proof} first.
 */
package io.megadb.proof;
