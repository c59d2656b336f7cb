/**
 * What happens to the subjects of policies in the course of time: {@code SubjectExpiry} tells how.
 */
package io.celltwin.edge.announcement;
