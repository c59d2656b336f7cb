package io.celltwin.edge.rql;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.ditto.rql.query.criteria.Criteria;
import org.eclipse.ditto.rql.query.criteria.CriteriaFactory;
import org.eclipse.ditto.rql.query.criteria.Predicate;
import org.eclipse.ditto.rql.query.criteria.visitors.CriteriaVisitor;
import org.eclipse.ditto.rql.query.criteria.visitors.PredicateVisitor;
import org.eclipse.ditto.rql.query.expression.ExistsFieldExpression;
import org.eclipse.ditto.rql.query.expression.FilterFieldExpression;

/**
 * Copies criteria such that a pattern of {@code like} takes a time in proportion to the text. Ditto makes a regular
 * expression of it that tries every way to share the text among the asterisks: with three of them some thousand
 * characters take minutes. The first place where a part between two asterisks fits is always good enough, so the parts
 * are made atomic.
 */
final class LinearLike implements CriteriaVisitor<Criteria> {
    /** What Ditto makes of an asterisk inside the quotes around a pattern. */
    private static final String ASTERISK = "\\E.*\\Q";

    private static final Pattern AT_ASTERISKS = Pattern.compile(Pattern.quote(ASTERISK));

    private final CriteriaFactory factory = CriteriaFactory.getInstance();

    /** The same regular expression, with each part between asterisks bound to the first place where it fits. */
    static String linear(String regex) {
        String[] parts = AT_ASTERISKS.split(regex, -1);
        if (parts.length < 3) {
            return regex;
        }
        StringBuilder bound = new StringBuilder(parts[0]).append("\\E");
        for (int i = 1; i < parts.length - 1; i++) {
            bound.append("(?>.*?\\Q").append(parts[i]).append("\\E)");
        }
        return bound.append(".*\\Q").append(parts[parts.length - 1]).toString();
    }

    @Override
    public Criteria visitAnd(List<Criteria> conjuncts) {
        return factory.and(conjuncts);
    }

    @Override
    public Criteria visitAny() {
        return factory.any();
    }

    @Override
    public Criteria visitExists(ExistsFieldExpression field) {
        return factory.existsCriteria(field);
    }

    @Override
    public Criteria visitField(FilterFieldExpression field, Predicate predicate) {
        return factory.fieldCriteria(field, new LinearPredicate(predicate));
    }

    @Override
    public Criteria visitNor(List<Criteria> negatives) {
        return factory.nor(negatives);
    }

    @Override
    public Criteria visitOr(List<Criteria> disjuncts) {
        return factory.or(disjuncts);
    }

    private record LinearPredicate(Predicate predicate) implements Predicate {
        @Override
        public <T> T accept(PredicateVisitor<T> visitor) {
            return predicate.accept(new LinearVisitor<>(visitor));
        }
    }

    private record LinearVisitor<T>(PredicateVisitor<T> visitor) implements PredicateVisitor<T> {
        @Override
        public T visitEq(Object value) {
            return visitor.visitEq(value);
        }

        @Override
        public T visitGe(Object value) {
            return visitor.visitGe(value);
        }

        @Override
        public T visitGt(Object value) {
            return visitor.visitGt(value);
        }

        @Override
        public T visitLe(Object value) {
            return visitor.visitLe(value);
        }

        @Override
        public T visitLt(Object value) {
            return visitor.visitLt(value);
        }

        @Override
        public T visitNe(Object value) {
            return visitor.visitNe(value);
        }

        @Override
        public T visitLike(String regex) {
            return visitor.visitLike(linear(regex));
        }

        @Override
        public T visitILike(String regex) {
            return visitor.visitILike(linear(regex));
        }

        @Override
        public T visitIn(List<?> values) {
            return visitor.visitIn(values);
        }
    }
}
