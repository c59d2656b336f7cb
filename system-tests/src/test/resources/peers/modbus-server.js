// A Modbus TCP server by modbus-serial, on the port that is its argument. It has the units 1 and 2, and nothing at the registers from 40 on.
const { ServerTCP } = require("modbus-serial");

const registers = Buffer.alloc(80);
registers.writeFloatBE(-12.5, 0);
registers.writeUInt16BE(0x0002, 4); // 0x00010002 with its least significant word first
registers.writeUInt16BE(0x0001, 6);
registers.writeBigInt64BE(-1234567890123456789n, 8);
registers.writeInt16LE(-2, 16);
registers.write("Fa-117", 18, "latin1");
registers.writeUInt16BE(0x0400, 26);
registers.writeFloatBE(NaN, 28);

function register(address, unit, answer) {
  if (address >= 40) {
    answer({ modbusErrorCode: 2 });
  } else {
    // The first register tells the units apart.
    answer(null, address === 20 ? unit : registers.readUInt16BE(address * 2));
  }
}

const server = new ServerTCP(
  {
    getHoldingRegister: register,
    getInputRegister: register,
    getCoil: (address, unit, answer) => answer(null, address === 3),
  },
  { host: "127.0.0.1", port: Number(process.argv[2]), unitID: 255 },
);
server.on("initialized", () => console.log("serving"));
server.on("serverError", (failure) => {
  console.error(failure);
  process.exit(1);
});
