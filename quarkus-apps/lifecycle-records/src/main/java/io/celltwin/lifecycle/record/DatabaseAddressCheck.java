package io.celltwin.lifecycle.record;

import com.mongodb.ConnectionString;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Names the database's address where it makes no sense. The driver would find it out only while it is being made, in the
 * middle of the start, and its complaint may repeat the password.
 */
public final class DatabaseAddressCheck implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final String KEY = "quarkus.mongodb.connection-string";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (KEY.equals(name) && value != null && value.getValue() != null && !isAddress(value.getValue())) {
            throw new ConfigurationException(KEY + " is no address of a MongoDB server; it should be "
                    + "mongodb://[user:password@]host[:port][,...][/database][?options], special characters of a password "
                    + "percent-encoded");
        }
        return value;
    }

    private static boolean isAddress(String text) {
        try {
            new ConnectionString(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
