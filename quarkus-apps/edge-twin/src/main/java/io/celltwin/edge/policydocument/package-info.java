/**
 * What a policy says, with all that Ditto 3.9 knows: its entries, what they may be imported with, refer to and are
 * limited to, and its imports. The published models of Ditto end before some of these, and would drop them.
 */
package io.celltwin.edge.policydocument;
