/**
 * What a search asks for: RQL read into conditions, and whether a thing fulfils them for a reader. Values are compared
 * as Ditto's search does, that is as MongoDB does, which is not how Ditto filters events.
 */
package io.celltwin.edge.search.query;
