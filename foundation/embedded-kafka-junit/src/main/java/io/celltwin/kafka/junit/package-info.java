/** For the tests of all modules: a real broker by a JUnit extension. */
package io.celltwin.kafka.junit;
