/**
 * OAuth 2 as a client. Requests, encodings and answers are Nimbus' (the reference implementation in Java), which unlike
 * Quarkus' OIDC client needs no Quarkus application around it; ours are the life of a token and the bounds of an answer.
 */
package io.celltwin.service.oauth2;
