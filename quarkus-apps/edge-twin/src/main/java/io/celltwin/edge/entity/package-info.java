/**
 * What the twin service keeps: things and policies as JSON with their revision, and a change of one.
 */
package io.celltwin.edge.entity;
