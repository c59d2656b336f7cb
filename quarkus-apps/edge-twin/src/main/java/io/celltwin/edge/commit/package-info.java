/**
 * The way in for every command, and the one thread that executes, stores, shows and answers: {@code CommitLoop} tells how.
 */
package io.celltwin.edge.commit;
