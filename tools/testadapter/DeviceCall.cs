using System.Reflection;
using System.Reflection.Emit;

namespace nanoDer.TestAdapter;

/// <summary>
/// Calls test methods as nanoFramework's launcher does: without making an object of the test class. <c>this</c> is null in
/// them, so a test that keeps its state in instance fields fails here as it fails on the device.
/// </summary>
internal static class DeviceCall
{
    internal static Action Bind(MethodInfo method, object?[] arguments)
    {
        var call = new DynamicMethod("DeviceCall", null, [typeof(object?[])], method.Module, skipVisibility: true);
        ILGenerator code = call.GetILGenerator();
        if (!method.IsStatic)
        {
            code.Emit(OpCodes.Ldnull);
        }

        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldelem_Ref);
            code.Emit(OpCodes.Unbox_Any, parameters[i].ParameterType);
        }

        code.Emit(OpCodes.Call, method);
        code.Emit(OpCodes.Ret);
        var bound = call.CreateDelegate<Action<object?[]>>();
        return () => bound(arguments);
    }
}
