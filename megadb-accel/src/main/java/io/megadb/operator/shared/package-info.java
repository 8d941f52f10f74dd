/**
 * Plans that are computed once and read several times. Read {@link
 * io.megadb.operator.shared.SharedRows} first.
 */
package io.megadb.operator.shared;
