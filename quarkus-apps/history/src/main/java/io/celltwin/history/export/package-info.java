/**
 * Points for analysts: as CSV and as Parquet.
 */
package io.celltwin.history.export;
