// An OPC-UA server by node-opcua, on the port that is its argument. A node appears when a line comes on standard input.
const opcua = require("node-opcua");

const port = Number(process.argv[2]);

async function serve() {
  const server = new opcua.OPCUAServer({
    port,
    resourcePath: "/peer",
    serverInfo: { applicationUri: "urn:celltwin:peer" },
    serverCertificateManager: new opcua.OPCUACertificateManager({ rootFolder: process.argv[3] }),
  });
  await server.initialize();
  const space = server.engine.addressSpace;
  const own = space.getOwnNamespace();
  const machine = own.addObject({ organizedBy: space.rootFolder.objects, browseName: "Machine" });
  const mode = own.addEnumerationType({
    browseName: "Mode",
    enumeration: [{ displayName: "Idle", value: 0 }, { displayName: "Running", value: 5 }],
  });

  function add(name, dataType, value, more = {}) {
    const variant = { dataType, value, ...more.variant };
    const node = own.addVariable({
      componentOf: machine,
      browseName: name,
      nodeId: "s=" + name,
      dataType: more.type || dataType,
      value: variant,
      ...more.node,
    });
    if (more.status) {
      node.setValueFromSource(variant, more.status);
    }
    return node;
  }

  const { DataType, StatusCodes, VariantArrayType } = opcua;
  const scalar = { variant: { arrayType: VariantArrayType.Scalar } };
  add("speed", DataType.Float, 0.1);
  add("total", DataType.UInt64, [0xffffffff, 0xfffffffe], scalar);
  add("balance", DataType.Int64, [0xffffffff, 0xfffffff9], scalar);
  add("mode", DataType.Int32, 5, { type: mode });
  add("label", DataType.LocalizedText, { text: "Walze", locale: "de" });
  add("raw", DataType.ByteString, Buffer.from([0, 255, 1]));
  add("range", DataType.ExtensionObject, new opcua.Range({ low: -1, high: 2.5 }), { type: space.findDataType("Range") });
  add("zones", DataType.Double, new Float64Array([80, 90, 100]), {
    variant: { arrayType: VariantArrayType.Array },
    node: { valueRank: 1, arrayDimensions: [3] },
  });
  add("grid", DataType.Int16, new Int16Array([1, 2, 3, 4, 5, 6]), {
    variant: { arrayType: VariantArrayType.Matrix, dimensions: [2, 3] },
    node: { valueRank: 2, arrayDimensions: [2, 3] },
  });
  add("unsure", DataType.Double, 3.5, { status: StatusCodes.UncertainLastUsableValue });
  add("broken", DataType.Double, 3.5, { status: StatusCodes.BadDeviceFailure });
  add("wrong", DataType.String, "12");
  process.stdin.once("data", () => add("late", DataType.Int32, 42));
  await server.start();
  console.log("serving");
}

serve().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
