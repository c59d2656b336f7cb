/**
 * The store in an SQL database: embedded DuckDB, or PostgreSQL.
 */
package io.celltwin.history.sql;
