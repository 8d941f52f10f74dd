/**
 * PostgreSQL's calendar: days and microseconds from 2000-01-01, the proleptic Gregorian calendar,
 * infinities and time zones. Read {@link io.megadb.type.time.PgCalendar} first.
 */
package io.megadb.type.time;
