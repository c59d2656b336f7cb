package io.celltwin.adapter.hono;

import io.vertx.core.Handler;
import org.eclipse.hono.adapter.AbstractProtocolAdapterBase;
import org.eclipse.hono.adapter.ProtocolAdapterProperties;
import org.eclipse.hono.util.Constants;

/**
 * A Hono protocol adapter that goes out to devices instead of waiting for them. It starts and stops the clients that it
 * was given and lends them to those who do the work.
 */
final class HonoAdapter extends AbstractProtocolAdapterBase<ProtocolAdapterProperties> {

    private final String typeName;

    /**
     * @param typeName under this name the adapter can be allowed or forbidden for a tenant
     */
    HonoAdapter(String typeName) {
        this.typeName = typeName;
        setConfig(new ProtocolAdapterProperties());
    }

    @Override
    public String getTypeName() {
        return typeName;
    }

    /** Runs an action on the event loop of this adapter; only once it was deployed. */
    void run(Handler<Void> action) {
        context.runOnContext(action);
    }

    @Override
    public int getPortDefaultValue() {
        return Constants.PORT_UNCONFIGURED;
    }

    @Override
    public int getInsecurePortDefaultValue() {
        return Constants.PORT_UNCONFIGURED;
    }

    @Override
    protected int getActualPort() {
        return Constants.PORT_UNCONFIGURED;
    }

    @Override
    protected int getActualInsecurePort() {
        return Constants.PORT_UNCONFIGURED;
    }
}
