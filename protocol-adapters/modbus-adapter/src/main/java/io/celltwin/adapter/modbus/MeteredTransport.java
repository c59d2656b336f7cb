package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.pdu.ModbusRequest;
import io.celltwin.modbus.transport.ModbusTransport;
import io.celltwin.modbus.transport.NoAnswerException;
import java.io.IOException;
import java.time.Duration;

/** Measures the requests of a line. */
final class MeteredTransport implements ModbusTransport {

    private final ModbusTransport line;
    private final RequestMeter meter;

    MeteredTransport(ModbusTransport line, RequestMeter meter) {
        this.line = line;
        this.meter = meter;
    }

    @Override
    public void open(Duration timeout) throws IOException {
        line.open(timeout);
    }

    @Override
    public byte[] exchange(int unit, ModbusRequest<?> request, Duration timeout) throws IOException {
        long start = System.nanoTime();
        try {
            byte[] answer = line.exchange(unit, request, timeout);
            meter.answered(System.nanoTime() - start);
            if ((answer[0] & ModbusRequest.EXCEPTION_BIT) != 0) {
                meter.failed(new ModbusRefusal(answer[1] & 0xFF).getMessage());
            }
            return answer;
        } catch (NoAnswerException e) {
            meter.failed("no answer");
            throw e;
        } catch (IOException e) {
            meter.failed("connection lost");
            throw e;
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
