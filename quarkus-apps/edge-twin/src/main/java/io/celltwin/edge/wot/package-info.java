/**
 * Thing Models (W3C WoT) as far as a thing that is migrated needs them: from a definition's URL to what a thing of that kind has at least.
 */
package io.celltwin.edge.wot;
