/**
 * Session settings: what SET, SHOW and RESET know. Read {@link
 * io.megadb.gateway.settings.SessionSettings} first.
 */
package io.megadb.gateway.settings;
