/**
 * Whom to believe behind TLS. Quarkus' TLS registry would do it for the HTTP clients of a Quarkus application, but neither for
 * the Ditto client (a key store file), nor Kafka (a PEM text), nor Hono (options of Vert.x), nor a process without Quarkus; and
 * its keys are not the ones that our parts are configured with. So this room is the Java runtime's own certificate factory and
 * little more.
 */
package io.celltwin.service.tls;
