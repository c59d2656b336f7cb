/**
 * Tokens of further OpenID Connect issuers, several at a time: who they are of is for each service to say.
 */
package io.celltwin.signin.issuer;
