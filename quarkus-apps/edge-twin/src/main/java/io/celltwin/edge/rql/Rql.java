package io.celltwin.edge.rql;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.rql.parser.RqlPredicateParser;
import org.eclipse.ditto.rql.query.criteria.Criteria;
import org.eclipse.ditto.rql.query.filter.QueryFilterCriteriaFactory;

/** Reads RQL from outside. */
public final class Rql {
    private Rql() {}

    /**
     * The criteria of an expression.
     *
     * @param rql the expression; null for everything
     * @param placeholders what it may ask about besides the thing
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is none
     */
    public static Criteria parse(String rql, DittoHeaders headers, Placeholder<?>... placeholders) {
        return QueryFilterCriteriaFactory.modelBased(RqlPredicateParser.getInstance(), placeholders)
                .filterCriteria(rql, headers)
                .accept(new LinearLike());
    }
}
