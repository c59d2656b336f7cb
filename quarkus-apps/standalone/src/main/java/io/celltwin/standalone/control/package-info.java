/** By what a command of the launcher reaches the process that runs on the same state directory. */
package io.celltwin.standalone.control;
