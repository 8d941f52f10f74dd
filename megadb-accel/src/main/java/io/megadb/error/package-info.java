/**
 * What a user can be told when something fails: a code, a message, a detail, a hint and a position.
 *
 * <p>Not for control flow inside a module. Read {@link io.megadb.error.MegaDbException} first.
 */
package io.megadb.error;
